import fc from 'fast-check'
import { DiskFile, EffectKind, type Effect } from '../effect.ts'
import type { Input } from '../input.ts'
import type { Message } from '../message.ts'
import { defaultOptions } from '../options.ts'
import type { Stored } from '../recovery/disk.ts'
import { recover } from '../recovery/recover.ts'
import type { Server } from '../server.ts'
import type { Step } from '../step.ts'
import { stored } from './entries.ts'
import { take } from './frozen-step.ts'
import { arrives, asks, get, heartbeatDue, logFlushed, put, termFlushed, timeout } from './inputs.ts'

/** What happens next in a walk, and to which of the servers, messages or writes: `pick`, counted round. */
export interface Move {
  readonly kind: 'deliver' | 'duplicate' | 'flush' | 'timeout' | 'heartbeat' | 'write' | 'read' | 'restart'
  readonly pick: number
}

const weights = {
  deliver: 12,
  duplicate: 3,
  flush: 8,
  timeout: 1,
  heartbeat: 2,
  write: 2,
  read: 2,
  restart: 1,
} as const

/** Walks of a cluster of three: mostly messages and flushes, so that many of them elect a leader and commit. */
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      ...Object.entries(weights).map(([kind, weight]) => ({
        weight,
        arbitrary: fc.constant(kind as Move['kind']),
      })),
    ),
    pick: fc.nat(60),
  }),
  { maxLength: 120, size: 'max' },
)

/** One server of a walk: what it is, what its disk holds, and the flushes that are still to come, in order. */
interface Place {
  server: Server
  readonly disk: readonly [Stored[], Stored[]]
  flushes: Input[]
}

/** Walks a cluster of three along these moves, and shows each step. No write is lost, so a message need not wait for one. */
export function walk(
  choices: readonly Move[],
  see: (server: Server, input: Input, step: Step) => void,
): readonly Place[] {
  const places = [0, 1, 2].map((id): Place => ({ server: starting(id), disk: [[], []], flushes: [] }))
  const messages: Message[] = []
  choices.forEach(({ kind, pick }, order) => {
    const message = messages[pick % messages.length]
    const travels = kind === 'deliver' || kind === 'duplicate'
    const place = places[travels ? (message?.to ?? 0) : pick % 3] as Place
    if (kind === 'restart') restart(place)
    const input = inputOf({ kind, pick }, order, place, message)
    if (input === undefined) return
    if (kind === 'deliver') messages.splice(pick % messages.length, 1)
    const step = take(place.server, input)
    see(place.server, input, step)
    place.server = step.server
    for (const effect of step.effects) carryOut(effect, place, messages)
  })
  return places
}

function inputOf(
  { kind, pick }: Move,
  order: number,
  place: Place,
  message: Message | undefined,
): Input | undefined {
  switch (kind) {
    case 'deliver':
    case 'duplicate':
      return message === undefined ? undefined : arrives(message)
    case 'flush':
      return place.flushes.shift()
    case 'timeout':
      return timeout
    case 'heartbeat':
      return heartbeatDue
    case 'write':
      return asks(put(pick, order + 1))
    case 'read':
      return asks(get(order + 1))
    case 'restart':
      return undefined
  }
}

function carryOut(effect: Effect, { disk, flushes }: Place, messages: Message[]): void {
  if (effect.kind === EffectKind.Send) messages.push(effect.message)
  if (effect.kind !== EffectKind.Write) return
  disk[effect.which as DiskFile].push(...stored(effect.records))
  const { first, second } = effect
  flushes.push(effect.which === DiskFile.Term ? termFlushed(second) : logFlushed(first, second))
}

function restart(place: Place): void {
  place.server = starting(place.server.id, place.disk)
  place.flushes = []
}

function starting(id: number, disk: Place['disk'] = [[], []]): Server {
  return recover(id, defaultOptions(3), disk).server
}
