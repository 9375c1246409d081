import { expect, test } from 'vitest'
import { embeddedCore } from '../harness/targets/core.ts'
import { playScenario } from './play.ts'
import { readScenario } from './text/read-scenario.ts'

/** The lines that an onlooker is told, after how many servers it saw up at the start. */
function toldOf(actions: string): number[] {
  const scenario = readScenario(
    `whitewater scenario 1\ntarget core\nservers 3\ndisk synchronous\n\n${actions}`,
    'a.scenario',
  )
  const told: number[] = []
  playScenario(scenario, embeddedCore, [], {
    onlooker: {
      begin: ({ seats }) => told.push(seats.filter(({ server }) => server !== null).length),
      see: (_, __, line) => told.push(line),
    },
  })
  return told
}

test('an onlooker sees the start, and each action with its line', () => {
  expect(toldOf('timer S1 election\n# a vote\n\ndeliver S1→S2 RequestVote\n')).toEqual([3, 6, 9])
  expect(toldOf('')).toEqual([3])
})

test('what happens in a calm is on no line', () => {
  const [start, calm, ...rest] = toldOf('calm for 30 election timeouts\n')
  expect([start, calm]).toEqual([3, 6])
  expect(rest.length).toBeGreaterThan(0)
  expect(rest.every((line) => line === 0)).toBe(true)
})
