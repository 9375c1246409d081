import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation, type Command } from '../core/command.ts'
import {
  identity,
  renamedServer,
  renamedSet,
  renamings,
  type Renaming,
} from '../harness/explore/world/renaming.ts'
import { fold, spread } from '../harness/mix.ts'
import type { Monitor } from '../harness/monitor.ts'
import { put, smallWorld } from '../harness/testing/small-world.ts'
import { walk, walks, type Walk } from '../harness/testing/walk.ts'
import { ActionKind, type Action } from '../harness/world/action.ts'
import type { Cluster } from '../harness/world/cluster.ts'
import { enabled } from '../harness/world/enabled.ts'
import { perform, startServer } from '../harness/world/perform.ts'
import { whyNot } from '../harness/world/possible.ts'
import type { Transition } from '../harness/world/transition.ts'
import { openWorld, type World } from '../harness/world/world.ts'
import { monitors } from './monitors.ts'
import { digestOf } from './testing/digest-of.ts'

const judges = monitors.filter(({ grade }) => grade !== 'liveness')
const SERVERS = identity(3)
const report = { violation: ({ title }: { title: string }) => expect.fail(title), undecided: expect.fail }

/** A world, and what each monitor remembers of how it came to be. */
interface Run {
  readonly world: World
  readonly memories: unknown[]
}

/** C1 writes and has the members changed in turn; C2 writes. */
function operationsFor(renaming: Renaming): readonly (readonly Command[])[] {
  const eventful = Array.from({ length: 12 }, (_, place): Command => {
    if (place % 2 === 0) return put(0, place + 1)
    const value = renamedSet(renaming, [0b11, 0b110, 0b111, 0b1][(place >> 1) % 4] as number)
    return { ...put(0, place + 1), operation: Operation.Reconfigure, value }
  })
  return [eventful, Array.from({ length: 12 }, (_, place) => put(1, place + 1))]
}

function clusterFor({ seed }: Walk, renaming: Renaming): Cluster {
  const compacts = seed % 2 === 0 ? { snapshotThreshold: 2, snapshotChunk: 16 } : {}
  const { options, ...cluster } = smallWorld().cluster
  const elections = { preVote: seed % 5 === 0, checkQuorum: seed % 5 === 0, stickiness: seed % 5 === 0 }
  return {
    ...cluster,
    synchronousDisk: seed % 3 === 0,
    options: { ...options, ...compacts, ...elections },
    operations: operationsFor(renaming),
  }
}

function begin(cluster: Cluster): Run {
  const world = openWorld(smallWorld().target, cluster)
  const run = { world, memories: judges.map((monitor) => monitor.start(cluster)) }
  world.seats.forEach((_, server) => see(run, startServer(world, server)))
  return run
}

function see({ memories }: Run, transition: Transition): void {
  judges.forEach((monitor, place) => {
    if ((transition.changed & monitor.watches) !== 0)
      memories[place] = monitor.see(memories[place], transition, report)
  })
}

function play(cluster: Cluster, actions: readonly Action[]): Run {
  const run = begin(cluster)
  for (const next of actions) {
    expect(whyNot(run.world, next)).toBeUndefined()
    see(run, perform(run.world, next))
  }
  return run
}

/** The actions of a walk, and what has become of everybody at its end. */
function record(chosen: Walk): { readonly actions: Action[]; readonly run: Run } {
  const run = begin(clusterFor(chosen, SERVERS))
  const actions: Action[] = []
  walk(run.world, chosen, {
    see: (transition) => {
      actions.push({ ...transition.action })
      see(run, transition)
    },
  })
  return { actions, run }
}

/** By monitor. */
function mattersOf({ memories }: Run, renaming: Renaming): string[] {
  return judges.map((monitor, place) => {
    const matters = (monitor.matters as NonNullable<Monitor['matters']>)(memories[place])
    return `${monitor.name}: ${digestOf(matters, renaming)}`
  })
}

function renamedAction(action: Action, renaming: Renaming): Action {
  const { kind, server, peer } = action
  const { Cut, Mend, Deliver, Drop, Duplicate, Abandon } = ActionKind
  if (kind === Abandon) return action
  if (kind === Cut || kind === Mend)
    return { ...action, server: renamedSet(renaming, server), peer: renamedSet(renaming, peer) }
  const isOnLink = kind === Deliver || kind === Drop || kind === Duplicate
  return {
    ...action,
    server: renamedServer(renaming, server),
    peer: isOnLink ? renamedServer(renaming, peer) : peer,
  }
}

test('under other names of the servers the same matters, in those names', () => {
  const law = fc.property(walks, fc.constantFrom(...renamings(3, [])), (chosen, renaming) => {
    const { actions, run } = record(chosen)
    const renamed = actions.map((action) => renamedAction(action, renaming))
    expect(mattersOf(play(clusterFor(chosen, renaming), renamed), SERVERS)).toEqual(mattersOf(run, renaming))
  })
  fc.assert(law, { numRuns: 60 })
})

/** A world as far as what may happen in it goes, whatever the time. */
function stateOf({ seats, links, sessions, answers }: World): string {
  const sorted = (all: readonly unknown[]): string[] => all.map((one) => digestOf(one, SERVERS)).sort()
  return digestOf(
    {
      seats: seats.map(({ server, files, held, earliest, restoring, applying }) => ({
        server,
        files: files.map(({ records, pending }) => ({ records, pending })),
        held,
        armed: earliest.map((time) => time >= 0),
        working: [restoring, applying],
      })),
      links: links.map(({ inFlight, cut }) => ({ cut, messages: sorted(inFlight) })),
      sessions,
      answers: sorted(answers),
    },
    SERVERS,
  )
}

/** Real time is what clients go by: whether one has its answer before another asks. */
function isClients({ kind }: Action): boolean {
  return kind === ActionKind.Ask || kind === ActionKind.Answer
}

test('where two actions come to the same state in either order, they come to the same that matters', () => {
  let same = 0
  const law = fc.property(walks, (chosen) => {
    const { actions } = record(chosen)
    const cluster = clusterFor(chosen, SERVERS)
    const { world } = play(cluster, actions)
    const possible = enabled(world).filter(({ kind }) => kind !== ActionKind.Fail && kind !== ActionKind.Rot)
    const [one, other] = [1, 2].map(
      (turn) => possible[(spread(fold(chosen.seed, -turn)) >>> 0) % possible.length],
    )
    if (one === undefined || other === undefined || (isClients(one) && isClients(other))) return
    const at = Math.max(one.at, other.at)
    const orders = [
      [one, other],
      [other, one],
    ].map((order) => {
      const run = play(cluster, actions)
      for (const next of order.map((action) => ({ ...action, at })))
        if (whyNot(run.world, next) === undefined) see(run, perform(run.world, next))
      return run
    })
    const [forth, back] = orders as [Run, Run]
    if (one === other || stateOf(forth.world) !== stateOf(back.world)) return
    same++
    expect(mattersOf(forth, SERVERS)).toEqual(mattersOf(back, SERVERS))
  })
  fc.assert(law, { numRuns: 150 })
  expect(same).toBeGreaterThan(50)
})
