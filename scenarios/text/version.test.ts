import { expect, test } from 'vitest'
import { defaultOptions } from '../../core/options.ts'

test('what a header leaves unsaid is part of "whitewater scenario 1": another default needs another version', () => {
  expect(defaultOptions(3)).toMatchInlineSnapshot(`
    {
      "applyPage": 0,
      "batchReads": false,
      "batching": true,
      "catchUp": true,
      "checkQuorum": false,
      "clockDrift": 100,
      "electionTimeoutLeast": 150000,
      "electionTimeoutMost": 300000,
      "electionTimeoutStretch": [],
      "emptyProbes": false,
      "followerReads": false,
      "heartbeatInterval": 50000,
      "landmarkSpacing": 1000,
      "leaseReads": false,
      "machine": 0,
      "maxEntriesPerAppend": 8,
      "maxInFlight": 0,
      "maxQueued": 0,
      "maxSizePerAppend": 0,
      "membership": 0,
      "mostSessions": 0,
      "persistentMachine": false,
      "preVote": false,
      "registration": false,
      "segmentRecords": 0,
      "servers": 3,
      "sessionTimeout": 0,
      "snapshotChunk": 1024,
      "snapshotThreshold": 0,
      "stickiness": false,
      "trailingEntries": 0,
      "voters": 7,
    }
  `)
})
