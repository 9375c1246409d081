import { DiskFile } from '../../core/effect.ts'
import { ActionKind } from '../world/action.ts'
import type { AnswerInFlight, InFlight } from '../world/transition.ts'
import { seatOf } from '../world/world.ts'
import { plan } from './agenda.ts'
import { between, draw, happens, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'
import { waitOf } from './waits.ts'

/** How much later, on average, the second copy of a message comes. */
const ECHO = { least: 1_000, mean: 60_000 }
/** In how many of a thousand cases it comes much later: when another may lead, or the same server again. */
const LATE_ECHOES = 200
const LATE_ECHO = { least: 300_000, mean: 1_000_000 }
/** How an unflushed write ends in a crash: there, partly there, or gone. */
const CRASH_FATES = 3
/** A page is applied in an eighth of the time that a write takes. */
const APPLY_SHIFT = 3

/** Draws whether a message arrives, when, and whether once more. */
export function planDelivery(state: Scheduler, sent: InFlight): void {
  const { world, key, agenda, storm } = state
  const { from, to, kind, term } = sent.message
  const { turn } = sent
  const link = from * world.seats.length + to
  const name = link | (kind << 8)
  const wait = waitOf(state.plan.network, draw(key, Stream.Delay, name, term, turn, 0))
  const slow = storm.weather.slow[link] as number
  const extra = slow === 0 ? 0 : between(draw(key, Stream.Delay, name, term, turn, 1), 0, slow)
  const at = world.now + wait + extra
  const loss = storm.weather.loss[link] as number
  if (loss > 0 && happens(draw(key, Stream.Loss, name, term, turn, 0), loss)) {
    plan(agenda, ActionKind.Drop, at, from, to, kind, term, turn, 0)
    return
  }
  const twice = storm.weather.duplicate[link] as number
  if (twice > 0 && happens(draw(key, Stream.Duplicate, name, term, turn, 0), twice)) {
    const echo = happens(draw(key, Stream.DuplicateDelay, name, term, turn, 1), LATE_ECHOES)
      ? LATE_ECHO
      : ECHO
    const later = at + waitOf(echo, draw(key, Stream.DuplicateDelay, name, term, turn, 0))
    plan(agenda, ActionKind.Duplicate, at, from, to, kind, term, turn, 0)
    plan(agenda, ActionKind.Deliver, later, from, to, kind, term, turn, 0)
    return
  }
  plan(agenda, ActionKind.Deliver, at, from, to, kind, term, turn, 0)
}

/** Draws whether an answer reaches its client, and when. */
export function planAnswer(state: Scheduler, { answer, turn }: AnswerInFlight): void {
  const { world, key, agenda, storm } = state
  const { from, session, serial } = answer
  const name = from | (session << 8)
  const at = world.now + waitOf(state.plan.network, draw(key, Stream.AnswerDelay, name, serial, turn, 0))
  const loss = storm.weather.loss[from * world.seats.length + from] as number
  const lost = loss > 0 && happens(draw(key, Stream.AnswerLoss, name, serial, turn, 0), loss)
  plan(agenda, lost ? ActionKind.DropAnswer : ActionKind.Answer, at, from, session, 0, serial, turn, 0)
}

/** Draws when the newest write to each of the files becomes durable. */
export function planFlush(state: Scheduler, server: number, wrote: number): void {
  const { world, key, agenda } = state
  const { files } = seatOf(world, server)
  for (let file = 0; file < files.length; file++) {
    if (((wrote >> file) & 1) === 0) continue
    const order = (files[file] as (typeof files)[number]).begun
    if (order === (files[file] as (typeof files)[number]).flushed) continue
    const wait = waitOf(state.plan.disk, draw(key, Stream.Flush, server, file, order, 0))
    plan(agenda, ActionKind.Flush, world.now + wait, server, 0, file, 0, order, 0)
  }
}

/** Draws when each write of a server that is not durable yet becomes so. */
export function planFlushes(state: Scheduler, server: number): void {
  const { world, key, agenda } = state
  seatOf(world, server).files.forEach(({ pending }, file) => {
    for (const { order } of pending) {
      const wait = waitOf(state.plan.disk, draw(key, Stream.Flush, server, file, order, 0))
      plan(agenda, ActionKind.Flush, world.now + wait, server, 0, file, 0, order, 0)
    }
  })
}

/** Draws when the machine of a server will have taken over the state of a snapshot. */
export function planRestore(state: Scheduler, server: number): void {
  const { world, key, agenda } = state
  const index = seatOf(world, server).restoring
  const wait = waitOf(state.plan.disk, draw(key, Stream.Restore, server, index, world.now, 0))
  plan(agenda, ActionKind.Restore, world.now + wait, server, 0, 0, 0, index, 0)
}

/** Draws when the machine of a server will go on with the next of the entries that are committed. */
export function planApply(state: Scheduler, server: number): void {
  const { world, key, agenda, plan: drawn } = state
  const index = seatOf(world, server).applying
  const wait = waitOf(drawn.disk, draw(key, Stream.Apply, server, index, world.now, 0)) >> APPLY_SHIFT
  plan(agenda, ActionKind.Apply, world.now + wait, server, 0, 0, 0, index, 0)
}

/** Draws when each of the segments of its log's file that a server wants removed, the newest `count`, will be gone. */
export function planRemovals(state: Scheduler, server: number, count: number): void {
  const { world, key, agenda } = state
  const { removing } = seatOf(world, server).files[DiskFile.Log]
  for (let i = removing.length - count; i < removing.length; i++) {
    const segment = removing[i] as number
    const wait = waitOf(state.plan.disk, draw(key, Stream.Remove, server, segment, world.now, 0))
    plan(agenda, ActionKind.Remove, world.now + wait, server, 0, DiskFile.Log, 0, segment, 0)
  }
}

/** Draws, for each write that a crash caught unflushed, whether it is there, partly there, or gone. */
export function planCrashedWrites(state: Scheduler, server: number): void {
  const { world, key, agenda } = state
  seatOf(world, server).files.forEach((file, which) => {
    for (const { order, count, failed } of file.pending) {
      if (failed) continue
      const fate = draw(key, Stream.CrashedWrite, server, which, order, 0) % CRASH_FATES
      if (fate === 1 && count > 1) {
        const kept = between(draw(key, Stream.TornWrite, server, which, order, 0), 1, count - 1)
        plan(agenda, ActionKind.Tear, world.now, server, 0, which, 0, order, kept)
      } else if (fate > 0) {
        plan(agenda, ActionKind.Lose, world.now, server, 0, which, 0, order, 0)
      }
    }
  })
}
