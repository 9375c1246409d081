import { Operation, type Command } from '../../core/command.ts'
import { defaultOptions, type Options } from '../../core/options.ts'
import { Timer } from '../../core/effect.ts'
import { entriesOf } from '../../core/testing/entries.ts'
import { atItsTime } from '../schedule/replay.ts'
import { SOON } from '../schedule/schedule.ts'
import { embeddedCore } from '../targets/core.ts'
import type { Target } from '../targets/target.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Cluster, Given } from '../world/cluster.ts'
import { enabled } from '../world/enabled.ts'
import { perform, startServer } from '../world/perform.ts'
import { whyNot } from '../world/possible.ts'
import type { Transition } from '../world/transition.ts'
import { openWorld, type World } from '../world/world.ts'

/** The servers of tests, by the paper's names; the sets of them are bit masks. */
export const [S1, S2, S3] = [0, 1, 2] as const

/** A client's write: the session's operation of this number. */
export function put(session: number, serial: number): Command {
  return { session, serial, registration: 0, operation: Operation.Write, key: 0, value: serial, expected: 0 }
}

/** S1 led term 1, and holds four entries of it that those who voted for it lack. */
export const AHEAD: readonly Given[] = [S1, S2, S3].map((server) => ({
  server,
  currentTerm: 1,
  votedFor: S1,
  log: server === S1 ? entriesOf([1, 1, 1, 1]) : [],
}))

/** A world of the embedded core, if no other target is given, three servers if not said otherwise, all of them started. One session writes 20 times. */
export function smallWorld(
  { options, ...cluster }: Partial<Omit<Cluster, 'options'>> & { options?: Partial<Options> } = {},
  target: Target = embeddedCore,
): World {
  const world = openWorld(target, {
    options: { ...defaultOptions(3), ...options },
    synchronousDisk: false,
    clocks: [],
    operations: [Array.from({ length: 20 }, (_, place) => put(0, place + 1))],
    given: [],
    ...cluster,
  })
  world.seats.forEach((_, server) => startServer(world, server))
  return world
}

/** Makes an action happen as soon as it can; one that cannot happen fails the test. */
export function act(world: World, kind: ActionKind, names: Partial<Action> = {}): Transition {
  const planned = atItsTime(world, { ...action(kind, SOON, 0, 0, 0, 0, 0, 0), ...names })
  const reason = whyNot(world, planned)
  if (reason !== undefined) throw new Error(reason)
  return perform(world, planned)
}

/** Flushes and delivers until nothing of these kinds can happen any more. */
export function settle(
  world: World,
  kinds: readonly ActionKind[] = [ActionKind.Flush, ActionKind.Deliver],
): void {
  for (;;) {
    const next = enabled(world).find(({ kind }) => kinds.includes(kind))
    if (next === undefined) return
    perform(world, next)
  }
}

/** A server's election timeout elapses, and all that comes of it happens. */
export function elect(world: World, server: number): void {
  act(world, ActionKind.Timer, { server, topic: Timer.Election })
  settle(world)
}
