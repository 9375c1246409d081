import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EntryKind, entryOf, type Entry } from '../core/log/entry.ts'
import type { Configuration } from '../core/membership/configuration.ts'
import { emptyVector, forget, push, take, type Vector } from '../core/vector.ts'
import type { Observation, ObservedLog } from '../harness/observation.ts'
import { configurationInLog, newestAfter, type Newest } from './configurations.ts'

const plain = (voters: number): Configuration => ({ voters, outgoing: 0, learners: 0 })

/** A log of no-ops and, for each configuration, of an entry that holds it; without what comes up to `baseIndex`. */
function logOf(contents: readonly (Configuration | null)[], baseIndex = 0): Observation['log'] {
  const entries = contents.reduce<Vector<Entry>>((log, configuration) => {
    const kind = configuration === null ? EntryKind.NoOp : EntryKind.Configuration
    return push(log, entryOf(log.length + 1, 1, kind, null, configuration))
  }, emptyVector())
  return { entries: forget(entries, baseIndex), baseIndex, baseTerm: baseIndex === 0 ? 0 : 1 }
}

const snapshotAt = (lastIncludedIndex: number, configuration: Configuration): Observation['snapshot'] => ({
  lastIncludedIndex,
  lastIncludedTerm: 1,
  configuration,
})

const joint = { voters: 0b1100, outgoing: 0b11, learners: 0b10000 }
const cluster = { voters: 0b111 }

test('6: a server uses the newest configuration in its log', () => {
  const log = logOf([null, plain(0b11), joint, null])
  expect(configurationInLog({ log, snapshot: null }, cluster)).toBe(joint)
})

test('a log that never held a configuration goes by the first of the cluster', () => {
  expect(configurationInLog({ log: logOf([null]), snapshot: null }, cluster)).toEqual(plain(0b111))
  expect(configurationInLog({ log: logOf([]), snapshot: undefined }, cluster)).toEqual(plain(0b111))
})

test('7: where compaction took the configurations away, that of the snapshot counts', () => {
  const log = logOf([plain(0b11), null, null], 2)
  expect(configurationInLog({ log, snapshot: snapshotAt(2, plain(0b11)) }, cluster)).toEqual(plain(0b11))
  const emptied = logOf([plain(0b11)], 1)
  expect(configurationInLog({ log: emptied, snapshot: snapshotAt(1, plain(0b11)) }, cluster)).toEqual(
    plain(0b11),
  )
})

test('a configuration that came after the snapshot is newer than that of the snapshot', () => {
  const log = logOf([plain(0b11), null, joint, null], 2)
  expect(configurationInLog({ log, snapshot: snapshotAt(2, plain(0b11)) }, cluster)).toBe(joint)
})

const changes = fc.array(
  fc.record({ keeps: fc.nat(12), adds: fc.array(fc.option(fc.constantFrom(plain(0b11), joint))) }),
)

test('what is known of an earlier log gives what reading the whole log gives', () => {
  fc.assert(
    fc.property(changes, (all) => {
      let known: Newest | undefined
      let { entries } = logOf([]) as ObservedLog
      for (const { keeps, adds } of all) {
        entries = take(entries, Math.min(keeps, entries.length))
        for (const configuration of adds) {
          const kind = configuration === null ? EntryKind.NoOp : EntryKind.Configuration
          entries = push(entries, entryOf(entries.length + 1, 1, kind, null, configuration))
        }
        const holder = { log: { entries, baseIndex: 0, baseTerm: 0 }, snapshot: null }
        known = newestAfter(known, holder, cluster)
        expect(known.configuration).toEqual(configurationInLog(holder, cluster))
      }
    }),
  )
})
