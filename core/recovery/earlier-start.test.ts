import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultOptions } from '../options.ts'
import { S1, S2 } from '../testing/cluster.ts'
import type { Input } from '../input.ts'
import type { Server } from '../server.ts'
import { entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { installs, put, replicates } from '../testing/inputs.ts'
import { carryOut, crash, diskOf, finishRestoring, flushOne, newPlace, start } from '../testing/place.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'
import type { EarlierStart } from './disk.ts'
import { recover } from './recover.ts'

const weights = { append: 6, cut: 1, commit: 2, install: 1, flush: 4, restore: 1, crash: 2 } as const
type Kind = keyof typeof weights

const kind = fc.oneof(
  ...Object.entries(weights).map(([one, weight]) => ({ weight, arbitrary: fc.constant(one as Kind) })),
)
const events = fc.array(fc.record({ kind, pick: fc.nat(255) }), { maxLength: 60, size: 'max' })

/** The log of whoever leads: its terms, of which the first `committed` stay for good. */
interface Leading {
  readonly terms: readonly number[]
  readonly committed: number
}

/** What becomes of the leader's log. */
function led({ terms, committed }: Leading, kind: Kind, pick: number): Leading {
  const open = terms.length - committed
  const term = terms.at(-1) ?? 1
  if (kind === 'append') return { terms: [...terms, term], committed }
  if (kind === 'commit') return { terms, committed: committed + (pick % (open + 1)) }
  if (kind !== 'cut') return { terms, committed }
  return { terms: [...terms.slice(0, committed + (pick % (open + 1))), term + 1], committed }
}

/** Up to four entries of the leader's log, from anywhere. */
function batchOf({ terms, committed }: Leading, pick: number): Parameters<typeof replicates>[0] {
  const after = pick % (terms.length + 1)
  const prev = [after, terms[after - 1] ?? 0] as const
  return { from: S2, term: terms.at(-1) ?? 1, prev, terms: terms.slice(after, after + 4), commit: committed }
}

test('what an earlier start made of the journal makes no difference, whatever a follower wrote and lost since', () => {
  const options = { ...defaultOptions(3), snapshotThreshold: 4, trailingEntries: 1 }
  fc.assert(
    fc.property(events, (happenings) => {
      const place = newPlace(S1, options)
      let leading: Leading = { terms: [], committed: 0 }
      const inputs = {
        append: (pick: number) => replicates(batchOf(leading, pick)),
        cut: () => undefined,
        commit: () => undefined,
        install: () => {
          const { terms, committed } = leading
          const part = partOf(snapshotUpTo(committed, terms[committed - 1] ?? 0))
          return installs({ from: S2, term: terms.at(-1) ?? 1, part })
        },
        flush: (pick: number) => flushOne(place, pick),
        restore: () => finishRestoring(place),
        crash: (pick: number) => {
          crash(place, pick)
          const { server, started } = place
          const fast = recover(server.id, options, diskOf(place), started)
          expect(fast).toEqual(recover(server.id, options, diskOf(place)))
          start(place, options)
          return undefined
        },
      }
      for (const { kind, pick } of happenings) {
        leading = led(leading, kind, pick)
        const input = inputs[kind](pick)
        if (input === undefined) continue
        const { server, effects } = take(place.server, input)
        place.server = server
        carryOut(place, effects)
      }
    }),
    { numRuns: 500 },
  )
})

test('what a server had applied of a long log before a crash makes no difference once it may apply it again', () => {
  const options = defaultOptions(3)
  const entries = Array.from({ length: 2400 }, (_, place) => entry(place + 1, 1, put(place, place + 1)))
  const commit = (index: number): Input =>
    replicates({ from: S2, term: 1, prev: [2400, 1], entries: [], commit: index })
  const place = newPlace(S1, options)
  const hear = (input: Input): void => {
    const step = take(place.server, input)
    place.server = step.server
    carryOut(place, step.effects)
  }
  hear(replicates({ from: S2, term: 1, entries }))
  while (flushOne(place, 0) !== undefined);
  for (const index of [1100, 2300]) hear(commit(index))
  const crashed = place.server
  crash(place, 0)
  const again = (earlier: EarlierStart | undefined, ...indices: number[]): Server =>
    after(recover(S1, options, diskOf(place), earlier).server, ...indices.map(commit))
  const earlier = { server: recover(S1, options, diskOf(place)).server, logRecords: 0, crashed }
  expect(crashed.snapshotWork.landmarks.map(({ index }) => index)).toEqual([2300, 1100])
  for (const indices of [
    [1099],
    [1100],
    [2299],
    [2300],
    [2400],
    [20, 2300],
    [20, 1099, 1100, 2400],
    [2300, 2400],
  ]) {
    const [knowing, forgetful] = [again(earlier, ...indices), again(undefined, ...indices)]
    expect([knowing.lastApplied, knowing.machine, knowing.sessions]).toEqual([
      forgetful.lastApplied,
      forgetful.machine,
      forgetful.sessions,
    ])
  }
})
