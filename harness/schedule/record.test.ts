import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ActionKind, type Action } from '../world/action.ts'
import { blankRecording, record, recordedActions } from './record.ts'

/** Actions of any kind, as large as clusters, sessions, batches and runs get. */
const anyAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(...Object.values(ActionKind)),
  at: fc.maxSafeNat(),
  server: fc.nat(127),
  peer: fc.nat(255),
  topic: fc.nat(15),
  term: fc.nat(),
  turn: fc.nat(),
  value: fc.nat(10_000),
})

test('what is recorded comes back as it was', () => {
  const property = fc.property(fc.array(anyAction), (actions) => {
    const recording = blankRecording()
    for (const one of actions) record(recording, one)
    expect(recordedActions(recording)).toEqual(actions)
  })
  fc.assert(property)
})

test('a recording grows, and can be used again', () => {
  const recording = blankRecording()
  const [one, other] = fc.sample(anyAction, { numRuns: 2, seed: 1 }) as [Action, Action]
  for (let i = 0; i < 10_000; i++) record(recording, i === 9_000 ? other : one)
  const all = recordedActions(recording)
  expect([all.length, all[0], all[9_000], all[9_999]]).toEqual([10_000, one, other, one])
  recording.length = 0
  record(recording, other)
  expect(recordedActions(recording)).toEqual([other])
})
