import { expect, test } from 'vitest'
import { bearWitness } from './bear-witness.ts'
import { FAULTS, faultOf } from './harness/faults/faults.ts'
import { FaultKind } from './harness/plan/fault-kind.ts'
import { monitors } from './properties/monitors.ts'
import { situations } from './properties/situations.ts'
import { listBugs } from './scenarios/zoo/zoo.ts'
import { WITNESSES, type Witness } from './witnesses.ts'

test('every fault has one witness, which names a situation, a bug or a property that there is', () => {
  expect(WITNESSES.map(({ fault }) => faultOf(fault).name)).toEqual(FAULTS.map(({ name }) => name))
  const all = [...situations, ...listBugs(), ...monitors].map(({ name }) => name)
  expect(WITNESSES.flatMap(({ seenBy }) => Object.values(seenBy)).filter((it) => !all.includes(it))).toEqual(
    [],
  )
})

const of = (fault: FaultKind): Witness => ({ ...(WITNESSES[fault] as Witness), seeds: 10 })

test.each([
  ['a situation', FaultKind.FailedWrite],
  ['a bug', FaultKind.FailedFlush],
  ['a property that it breaks', FaultKind.WipedDisk],
])('%s is seen with a fault, and not without it', async (_what, fault) => {
  const told = await bearWitness(of(fault))
  expect([told.with > 0, told.without]).toEqual([true, 0])
})

test('a fault that cannot bring it about has no witness in what is seen of another, nor one beside itself', async () => {
  const { seenBy } = of(FaultKind.FailedWrite)
  expect(await bearWitness({ ...of(FaultKind.Loss), seenBy })).toEqual({ with: 0, without: 0 })
  const both = await bearWitness({ ...of(FaultKind.FailedWrite), beside: [FaultKind.FailedFlush] })
  expect(both.without).toBeGreaterThan(0)
})
