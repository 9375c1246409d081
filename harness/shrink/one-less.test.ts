import { expect, test } from 'vitest'
import { Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import type { Monitor } from '../monitor.ts'
import { SOON } from '../schedule/schedule.ts'
import { embeddedCore } from '../targets/core.ts'
import { ALWAYS } from '../testing/alarms.ts'
import { S1, S2, S3, smallWorld } from '../testing/small-world.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { attempt, type Told } from './attempt.ts'
import { strikeExchanges, tellWithOneExchangeLess, tellWithOneLess } from './one-less.ts'
import { storyOf } from './story.ts'
import type { Search } from './strike.ts'

/** Violated where as many votes arrive as were asked for, and one does. */
const allVote: Monitor<{ asked: number; voted: number }> = {
  name: ALWAYS.name,
  grade: 'safety',
  promise: ALWAYS.promise,
  watches: -1,
  needs: [],
  start: () => ({ asked: 0, voted: 0 }),
  see: ({ asked, voted }, { action: { kind, topic } }) => ({
    asked: asked + Number(kind === ActionKind.Deliver && topic === MessageKind.RequestVote),
    voted: voted + Number(kind === ActionKind.Deliver && topic === MessageKind.Vote),
  }),
  end: ({ asked, voted }, report) => {
    if (asked === voted && voted > 0)
      report.violation({ reason: 'it did', title: 'all vote', servers: [], evidence: [] })
  },
}
const search: Search = {
  court: { target: embeddedCore, monitors: [allVote], identity: 'runs end: it did', actionsLeft: 1e9 },
  isCalledOff: () => false,
  found: () => undefined,
}

const deliver = (from: number, to: number, kind: MessageKind): Action =>
  action(ActionKind.Deliver, SOON, from, to, kind, 1, 1, 0)
const told = attempt(
  search.court,
  storyOf(smallWorld({ synchronousDisk: true }).cluster as Cluster, [
    action(ActionKind.Timer, SOON, S1, 0, Timer.Election, 0, 0, 0),
    deliver(S1, S2, MessageKind.RequestVote),
    deliver(S1, S3, MessageKind.RequestVote),
    deliver(S2, S1, MessageKind.Vote),
    deliver(S3, S1, MessageKind.Vote),
  ]),
) as Told
const idsOf = ({ story }: Told): number[] => story.items.map(({ id }) => id)

test('a question and its answer go together, and others stay', () => {
  expect(idsOf(strikeExchanges(search, told))).toEqual([0, 2, 4])
})

test('a changed story is told with one line or exchange less where it needs that, and else gives nothing', () => {
  const without = (...struck: number[]): Told['story'] => ({
    ...told.story,
    items: told.story.items.filter(({ id }) => !struck.includes(id)),
  })
  expect(idsOf(tellWithOneLess(search, without(3)) as Told)).toEqual([0, 2, 4])
  expect(tellWithOneLess(search, without(3, 4))).toBeUndefined()
  expect(idsOf(tellWithOneExchangeLess(search, told.story) as Told)).toEqual([0, 2, 4])
  expect(tellWithOneExchangeLess(search, without(3))).toBeUndefined()
})
