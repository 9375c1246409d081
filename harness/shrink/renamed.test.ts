import fc from 'fast-check'
import { expect, test } from 'vitest'
import { embeddedCore } from '../targets/core.ts'
import { ALWAYS } from '../testing/alarms.ts'
import { smallWorld, put } from '../testing/small-world.ts'
import { walk, walks } from '../testing/walk.ts'
import { SOON } from '../schedule/schedule.ts'
import type { Action } from '../world/action.ts'
import type { Cluster } from '../world/cluster.ts'
import { attempt, type Told } from './attempt.ts'
import { operationsOf, withoutIdleSessions, withoutOperations } from './operations.ts'
import { renamed } from './renamed.ts'
import { storyOf, type Story } from './story.ts'

const operations = [0, 1].map((session) => Array.from({ length: 20 }, (_, place) => put(session, place + 1)))

function tell(story: Story): Told {
  const court = { target: embeddedCore, monitors: [ALWAYS], identity: 'runs end: it did', actionsLeft: 1e9 }
  return attempt(court, story) as Told
}

/** A walk through a world of three servers and two clients, as a story in which all happens. */
const stories = walks.map((steps): Story => {
  const world = smallWorld({ operations })
  const done: Action[] = []
  walk(world, steps, { see: ({ action }) => void done.push({ ...action, at: SOON }) })
  return tell(storyOf(world.cluster as Cluster, done)).story
})

test('a story whose servers have other names happens all the same', () => {
  const orders = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
  fc.assert(
    fc.property(stories, orders, (story, names) => {
      expect(tell(renamed(story, names)).story.items.length).toBe(story.items.length)
    }),
    { numRuns: 60 },
  )
})

test('of a story without a server only what the others did is left', () => {
  fc.assert(
    fc.property(stories, fc.nat(2), (story, gone) => {
      const names = [0, 1, 2].map((one) => (one === gone ? -1 : one > gone ? one - 1 : one))
      const rest = tell(renamed(story, names)).story
      expect(rest.cluster.options.servers).toBe(2)
      expect(rest.items.length).toBeLessThanOrEqual(story.items.length)
    }),
    { numRuns: 30 },
  )
})

test('the operations that are left move up, and no action names one that is gone', () => {
  fc.assert(
    fc.property(stories, fc.nat(), (story, pick) => {
      const all = operationsOf(story)
      const gone = all[pick % all.length] as (typeof all)[number]
      const rest = withoutOperations(story, new Set([`${gone.session}.${gone.serial}`]))
      expect(operationsOf(rest)).toHaveLength(all.length - 1)
      rest.cluster.operations.forEach((commands, session) =>
        commands.forEach((command, place) => expect(command).toMatchObject({ session, serial: place + 1 })),
      )
      expect(tell(rest).story.items.length).toBeLessThanOrEqual(rest.items.length)
    }),
    { numRuns: 60 },
  )
})

test('sessions that ask nothing go, and those behind them move up', () => {
  const story = storyOf(smallWorld({ operations: [[], operations[1] ?? []] }).cluster as Cluster, [])
  const { cluster } = withoutIdleSessions(story)
  expect(cluster.operations.map((commands) => commands.map(({ session }) => session))).toEqual([
    Array.from({ length: 20 }, () => 0),
  ])
})
