import { expect, test } from 'vitest'
import { FaultKind } from '../../plan/fault-kind.ts'
import type { Dials, Plan } from '../../plan/plan.ts'
import { bitesOf, dialled } from '../../testing/during.ts'
import { CALM, episode, play, type Played } from '../../testing/small-plan.ts'
import { ActionKind } from '../../world/action.ts'

const OFF: Dials = {
  [FaultKind.Impatience]: 0,
  [FaultKind.RetriesElsewhere]: 0,
  [FaultKind.HedgedRequests]: 0,
  [FaultKind.LateCopies]: 0,
}
const isolated = [episode(FaultKind.IsolateLeader, {})]
const played = (dials: Dials, told: Partial<Plan> = {}): Played => play(dialled({ ...OFF, ...dials }, told))
const asked = ({ done }: Played): number => done.filter(({ kind }) => kind === ActionKind.Ask).length

test('impatience: a client that has no answer asks again soon, and a patient one does not', () => {
  const [patient, impatient] = [0, 60].map((most) =>
    played({ [FaultKind.Impatience]: most }, { episodes: isolated }),
  )
  expect(bitesOf(impatient as Played, FaultKind.Impatience)).toBeGreaterThan(
    bitesOf(patient as Played, FaultKind.Impatience) + 5,
  )
})

test('retries-elsewhere: a client that asks again asks another server, or always the one it knows', () => {
  const retries = (elsewhere: number): number =>
    new Set(
      played({ [FaultKind.Impatience]: 100, [FaultKind.RetriesElsewhere]: elsewhere }, { episodes: isolated })
        .done.filter(({ kind, at }) => kind === ActionKind.Ask && at > 750_000 && at < 1_400_000)
        .map(({ server }) => server),
    ).size
  expect(retries(0)).toBe(1)
  expect(retries(1000)).toBeGreaterThan(2)
})

test('hedged-requests, late-copies: a request comes once more, at once or long after it', () => {
  const once = played({})
  const hedged = played({ [FaultKind.HedgedRequests]: 1000 })
  const late = played({ [FaultKind.LateCopies]: 1000 })
  expect(bitesOf(hedged, FaultKind.HedgedRequests)).toBeGreaterThan(100)
  expect(bitesOf(late, FaultKind.LateCopies)).toBeGreaterThan(50)
  for (const more of [hedged, late]) expect(asked(more)).toBeGreaterThan(asked(once) * 1.2)
  expect(Math.abs(asked(hedged) - asked(late))).toBeGreaterThan(0)
})

test('expiring-sessions: operations come in sessions that are over', () => {
  const options = { ...CALM.options, registration: true, sessionTimeout: 5_000 }
  expect(bitesOf(played({}, { options }), FaultKind.ExpiringSessions)).toBeGreaterThan(20)
  expect(bitesOf(played({}), FaultKind.ExpiringSessions)).toBe(0)
})
