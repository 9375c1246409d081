import { expect, test } from 'vitest'
import { Operation, type Command } from '../../core/command.ts'
import { defaultOptions } from '../../core/options.ts'
import type { Bounds } from '../../harness/explore/world/bounds.ts'
import { boundsText, reductionsText } from './bounds-text.ts'

function asked(session: number, operation: Operation, value = 0, expected = 0): Command[] {
  return [{ session, serial: 1, registration: 0, operation, key: 0, value, expected }]
}

const bounds: Bounds = {
  cluster: {
    options: { ...defaultOptions(3), voters: 0b011, preVote: true, snapshotThreshold: 1 },
    synchronousDisk: false,
    clocks: [],
    operations: [
      asked(0, Operation.Write, 1),
      asked(1, Operation.Write, 2),
      asked(2, Operation.Reconfigure, 0b110, 0b001),
      asked(3, Operation.TransferLeadership, 1),
    ],
    given: [],
  },
  budgets: {
    elections: Infinity,
    heartbeats: 0,
    lapses: 2,
    crashes: 1,
    losses: 0,
    drops: 0,
    duplicates: 0,
    retries: 0,
  },
  terms: 2,
  entries: 1,
  messages: Infinity,
}

test('bounds are told in words: the cluster, the edge and what is asked, what may happen, and what does not', () => {
  expect(boundsText(bounds)).toEqual([
    '3 servers, members S1 S2 at first, a snapshot after every entry, PreVote, disks that flush when they will',
    'terms up to 2, logs of at most 1 entry; clients ask for 2 writes; members S2 S3, learners S1; that S2 lead',
    'with any election timeouts, 2 other timeouts at the most, 1 crash at the most, any lost messages and partitions',
    'without heartbeat timeouts, lost or torn writes, messages that arrive again, repeated requests',
  ])
})

test('where messages in flight are counted, losses are counted too', () => {
  const [, edge, happens] = boundsText({
    ...bounds,
    messages: 4,
    budgets: { ...bounds.budgets, drops: 1 },
  }) as [string, string, string]
  expect(edge).toContain('at most 4 messages in flight')
  expect(happens).toMatch(/1 lost message at the most$/u)
})

test('reductions are named, or it is said that there are none', () => {
  const none = { symmetry: false, deadVariables: false, deadMessages: false, partialOrder: false }
  expect([reductionsText(none), reductionsText({ ...none, symmetry: true })]).toEqual(['none', 'symmetry'])
})
