import fc from 'fast-check'
import type { Command } from '../command.ts'
import { Timer } from '../effect.ts'
import type { Input } from '../input.ts'
import type { Message } from '../message.ts'
import { defaultOptions, MachineKind, MembershipKind, type Options } from '../options.ts'
import { Role, type Server } from '../server.ts'
import type { Step } from '../step.ts'
import { take } from './frozen-step.ts'
import { arrives, asks, fires, get, leaderMissed, put, reconfigure, timeout, transferTo } from './inputs.ts'
import {
  carryOut,
  crash,
  finishRestoring,
  flushOne,
  goOnApplying,
  newPlace,
  released,
  removeOne,
  start,
  type Place,
} from './place.ts'

/** What happens next in a walk, and to which of the servers, messages or writes: `pick`, counted round. */
interface Move {
  readonly kind: keyof typeof weights
  readonly pick: number
}

/** A cluster, and what happens to it. */
interface Walk {
  readonly options: Partial<Options>
  readonly moves: readonly Move[]
}

const weights = {
  deliver: 12,
  duplicate: 3,
  flush: 8,
  restore: 1,
  apply: 2,
  remove: 1,
  /** Messages arrive in order, and writes become durable, for a while. */
  calm: 8,
  /** From now on, calm reaches all servers but one; or all again. */
  isolate: 2,
  /** Nobody hears from the leader any more, and one server's election timeout elapses. */
  unrest: 2,
  timeout: 1,
  heartbeat: 2,
  stickiness: 1,
  contact: 1,
  overdue: 1,
  ask: 8,
  restart: 1,
} as const

const TIMERS = {
  timeout: Timer.Election,
  heartbeat: Timer.Heartbeat,
  stickiness: Timer.Stickiness,
  contact: Timer.Contact,
  overdue: Timer.Transfer,
} as const

const options: fc.Arbitrary<Partial<Options>> = fc.record({
  servers: fc.constant(4),
  voters: fc.constantFrom(0b0001, 0b0011, 0b0111, 0b1111),
  maxEntriesPerAppend: fc.constantFrom(1, 2, 8),
  emptyProbes: fc.boolean(),
  batching: fc.boolean(),
  machine: fc.constantFrom(MachineKind.KeyValue, MachineKind.AppendList),
  snapshotThreshold: fc.constantFrom(0, 1, 2, 5),
  trailingEntries: fc.constantFrom(0, 0, 1, 3),
  snapshotChunk: fc.constantFrom(3, 8, 100),
  membership: fc.constantFrom(MembershipKind.Joint, MembershipKind.SingleServer),
  catchUp: fc.boolean(),
  preVote: fc.boolean(),
  checkQuorum: fc.boolean(),
  stickiness: fc.boolean(),
  maxInFlight: fc.constantFrom(0, 1, 2, 4),
  maxSizePerAppend: fc.constantFrom(0, 8, 20),
  maxQueued: fc.constantFrom(0, 1, 4),
  applyPage: fc.constantFrom(0, 1, 3),
  segmentRecords: fc.constantFrom(0, 0, 1, 3),
  persistentMachine: fc.boolean(),
  landmarkSpacing: fc.constantFrom(1000, 1, 3),
  followerReads: fc.boolean(),
  batchReads: fc.boolean(),
  leaseReads: fc.boolean(),
})

const kinds = Object.entries(weights).map(([kind, weight]) => ({
  weight,
  arbitrary: fc.constant(kind as Move['kind']),
}))

/** Walks of clusters of up to four: mostly messages and flushes, so that many of them elect leaders and commit. */
export const walks: fc.Arbitrary<Walk> = fc.record({
  options,
  moves: fc.array(fc.record({ kind: fc.oneof(...kinds), pick: fc.nat(4095) }), {
    maxLength: 200,
    size: 'max',
  }),
})

/** A cluster on its way: its servers, the messages in flight, oldest first, and the server that calm does not reach. */
interface Travellers {
  readonly options: Options
  readonly places: readonly Place[]
  readonly messages: Message[]
  isolated: number
  readonly see: (server: Server, input: Input, step: Step) => void
}

/** Walks a cluster along these moves, and shows each step. Messages wait for what they need to be durable. */
export function walk(way: Walk, see: Travellers['see']): readonly Place[] {
  const options = { ...defaultOptions(4), ...way.options }
  const places = Array.from({ length: options.servers }, (_, id) => newPlace(id, options))
  const travellers: Travellers = { options, places, messages: [], isolated: -1, see }
  way.moves.forEach((move, order) => make(travellers, move, order + 1))
  return places
}

function make(travellers: Travellers, { kind, pick }: Move, serial: number): void {
  const { options, places, messages } = travellers
  const place = places[pick % places.length] as Place
  const rest = pick >> 2
  switch (kind) {
    case 'deliver':
    case 'duplicate': {
      const position = pick % messages.length
      const message = messages[position]
      if (kind === 'deliver') messages.splice(position, 1)
      deliver(travellers, message)
      break
    }
    case 'calm':
      for (let i = 0; i < 30; i++) beCalm(travellers)
      break
    case 'isolate':
      travellers.isolated = [-1, place.server.id, leaderAmong(places, 0)?.server.id ?? -1][rest % 3] as number
      break
    case 'unrest':
      for (const each of places) perform(travellers, each, leaderMissed)
      perform(travellers, place, timeout)
      for (let i = 0; i < 30; i++) beCalm(travellers)
      break
    case 'restart':
      crash(place, rest)
      messages.push(...start(place, options))
      break
    case 'ask':
      perform(travellers, leaderAmong(places, pick) ?? place, asks(commandOf(rest, serial)))
      break
    case 'flush':
      perform(travellers, place, flushOne(place, rest))
      break
    case 'remove':
      removeOne(place)
      break
    case 'restore':
      perform(travellers, place, finishRestoring(place))
      break
    case 'apply':
      perform(travellers, place, goOnApplying(place))
      break
    default:
      perform(travellers, place, fires(TIMERS[kind]))
  }
}

/** One of those who lead, or believe that they do. */
function leaderAmong(places: readonly Place[], pick: number): Place | undefined {
  const leaders = places.filter(({ server }) => server.role === Role.Leader)
  return leaders[pick % leaders.length]
}

/** Half of the requests write. */
function commandOf(pick: number, serial: number): Command {
  const rest = pick >> 3
  switch (pick & 7) {
    case 0:
      return get(serial)
    case 1:
      return transferTo(rest & 3, serial)
    case 2:
    case 3:
      return reconfigure(rest & 15, { learners: (rest >> 4) & 15, serial })
    default:
      return put(rest, serial)
  }
}

/** The oldest of what is under way comes to its end: a write, a restoration, a page to apply or, if there is none, a message. */
function beCalm(travellers: Travellers): void {
  const { places, messages, isolated } = travellers
  for (const place of places) {
    removeOne(place)
    const input = flushOne(place, 0) ?? finishRestoring(place) ?? goOnApplying(place)
    if (input !== undefined) {
      perform(travellers, place, input)
      return
    }
  }
  const message = messages.shift()
  if (message?.from !== isolated && message?.to !== isolated) deliver(travellers, message)
}

function deliver(travellers: Travellers, message: Message | undefined): void {
  if (message !== undefined) perform(travellers, travellers.places[message.to] as Place, arrives(message))
}

function perform({ messages, see }: Travellers, place: Place, input: Input | undefined): void {
  if (input === undefined) return
  messages.push(...released(place))
  const step = take(place.server, input)
  see(place.server, input, step)
  place.server = step.server
  messages.push(...carryOut(place, step.effects))
}
