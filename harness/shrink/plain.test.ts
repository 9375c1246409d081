import { expect, test } from 'vitest'
import { Operation, type Command } from '../../core/command.ts'
import { Timer } from '../../core/effect.ts'
import { SOON } from '../schedule/schedule.ts'
import { embeddedCore } from '../targets/core.ts'
import { alarmAt, ALWAYS } from '../testing/alarms.ts'
import { S1, S2, S3, smallWorld } from '../testing/small-world.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { attempt, type Told } from './attempt.ts'
import { withPlainNames } from './canonical.ts'
import { roundTimes } from './round-times.ts'
import { storyOf } from './story.ts'
import type { Search } from './strike.ts'

function searchFor(monitor: typeof ALWAYS, identity: string): Search {
  const court = { target: embeddedCore, monitors: [monitor], identity, actionsLeft: 1e9 }
  return { court, isCalledOff: () => false, found: () => undefined }
}

const always = searchFor(ALWAYS, 'runs end: it did')
const timer = (server: number, at = SOON): Action =>
  action(ActionKind.Timer, at, server, 0, Timer.Election, 0, 0, 0)
const ask = (session: number, server: number, serial = 1): Action =>
  action(ActionKind.Ask, SOON, server, session, 0, serial, 0, 0)

function write(session: number, key: number, value: number): Command {
  return { session, serial: 1, registration: 0, operation: Operation.Write, key, value, expected: 0 }
}

test('who acts first is S1 and C1, what is asked of first is k1, and what is written first is 1', () => {
  const operations = [[write(0, 3, 77)], [write(1, 5, 40)]]
  const { cluster } = smallWorld({ operations })
  const told = attempt(
    always.court,
    storyOf(cluster as Cluster, [timer(S3), timer(S2), ask(1, S2), ask(0, S3)]),
  ) as Told
  const { story } = withPlainNames(always, told)
  expect(story.items.map((item) => [item.action.server, item.action.peer])).toEqual([
    [S1, 0],
    [S2, 0],
    [S2, 0],
    [S1, 1],
  ])
  expect(story.cluster.operations).toEqual([[write(0, 0, 1)], [write(1, 1, 2)]])
})

test('times become round where they may, and stay where the violation depends on them', () => {
  const { cluster } = smallWorld()
  const late = alarmAt('S3 stands before its second second', ({ action: { kind, server, at } }) => {
    return kind === ActionKind.Timer && server === S3 && at < 1_234_000
  })
  const search = searchFor(late, 'S3 stands before its second second: it was')
  const told = attempt(
    search.court,
    storyOf(cluster as Cluster, [timer(S2, 654_321), timer(S3, 1_200_001)]),
  ) as Told
  const { story } = roundTimes(search, told)
  expect(story.items.map((item) => item.action.at)).toEqual([500_000, 1_000_000])
})

test('clocks are set right, and jumps made round', () => {
  const { cluster } = smallWorld({ clocks: [{ offset: 1_702_625, rate: 1100 }] })
  const jump = action(ActionKind.Jump, SOON, S1, 0, 0, 0, 0, -1_820_417)
  const told = attempt(always.court, storyOf(cluster as Cluster, [jump])) as Told
  const { story } = roundTimes(always, told)
  expect(story.cluster.clocks).toEqual([{ offset: 0, rate: 1000 }])
  expect(story.items[0]?.action.value).toBe(-2_000_000)
})
