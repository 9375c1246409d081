import { DiskFile } from '../../core/effect.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import { ActionKind } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import { seatOf, type FileState, type PendingWrite } from '../world/world.ts'
import { plan } from './agenda.ts'
import { bite } from './bites.ts'
import { between, draw, happens, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'

/** In one of so many crashes during a snapshot all that it besets crash at once: they often take theirs at the same time. */
const POWER_FAILS = 3
/** How long after it crashed in the middle of something a server starts again. */
const BACK = { least: 1_000, most: 80_000 }

/**
 * Draws, for each write that a crash caught unflushed, whether it is there, partly there (one of a single record: gone), or
 * gone. Where writes are not
 * reordered, nothing is there behind one that is not.
 */
export function planCrashedWrites(state: Scheduler, server: number): void {
  const { files } = seatOf(state.world, server)
  for (let which = 0; which < files.length; which++) {
    const { pending } = files[which] as FileState
    let gap = false
    for (const write of pending) if (!write.failed) gap = planCrashedWrite(state, server, which, write, gap)
  }
}

/** The same for one of them, where there is a gap before it or not; says whether there is one behind it. */
function planCrashedWrite(
  { world, key, agenda, dials, bites }: Scheduler,
  server: number,
  which: number,
  { order, count }: PendingWrite,
  gap: boolean,
): boolean {
  const fate = draw(key, Stream.CrashedWrite, server, which, order, 0) % 1000
  const kept =
    !gap ||
    happens(draw(key, Stream.KeptWrite, server, which, order, 0), dials[FaultKind.ReorderedWrites] as number)
  const [lost, torn] = [dials[FaultKind.LostWrites] as number, dials[FaultKind.TornWrites] as number]
  if (kept && fate >= lost + torn) {
    if (gap) bite(bites, FaultKind.ReorderedWrites)
    return gap
  }
  if (kept && fate >= lost && count > 1) {
    const left = between(draw(key, Stream.TornWrite, server, which, order, 0), 1, count - 1)
    plan(agenda, ActionKind.Tear, world.now, server, 0, which, 0, order, left)
  } else {
    plan(agenda, ActionKind.Lose, world.now, server, 0, which, 0, order, 0)
  }
  bite(bites, kept && fate >= lost ? FaultKind.TornWrites : FaultKind.LostWrites)
  return true
}

/** Plans a crash for the sake of a fault; nobody is down for good by it if not said so. */
export function planCrash(
  { agenda }: Scheduler,
  server: number,
  at: number,
  fault: FaultKind,
  forGood = false,
): void {
  plan(agenda, ActionKind.Crash, at, server, 0, 0, 0, fault + 1, forGood ? 1 : 0)
}

/** Plans that a server which crashes in the middle of something starts again before long. */
function planComeback({ agenda, key }: Scheduler, server: number, crashes: number): void {
  const back = between(draw(key, Stream.ComesBack, server, crashes, 0, 0), BACK.least, BACK.most)
  plan(agenda, ActionKind.Restart, crashes + back, server, 0, 0, 0, 0, 0)
}

/**
 * Draws whether a server crashes in the middle of the step that it has just taken, and after how many of the messages and
 * answers that it was to send; -1: it does not.
 */
export function planInterruption(state: Scheduler, transition: Transition): number {
  const { world, key, sky } = state
  const { server, before, after, sent, answers, wrote, action } = transition
  if (before === undefined || after === undefined) return -1
  const chance = sky.weather.interrupted.amount[server] as number
  const leave = sent.length + answers.length
  if (chance === 0 || leave + wrote === 0) return -1
  const name = action.kind | (action.topic << 8) | (action.peer << 16)
  if (!happens(draw(key, Stream.Interrupted, server, name, world.now, action.turn), chance)) return -1
  planCrash(state, server, world.now, FaultKind.InterruptedStep)
  planComeback(state, server, world.now)
  return draw(key, Stream.Interrupted, server, name, world.now, -1) % (leave + 1)
}

/**
 * Draws whether a server crashes while a snapshot is being written that it has just begun to write, or the log that it
 * compacts because a snapshot is durable.
 */
export function planSnapshotCrash(state: Scheduler, { server, wrote, action }: Transition): void {
  const { world, key, sky, plan: drawn } = state
  const chance = sky.weather.snapshotCrash.amount[server] as number
  const compacts = action.kind === ActionKind.Flush && action.topic === DiskFile.Snapshot
  if (chance === 0 || (!compacts && (wrote & (1 << DiskFile.Snapshot)) === 0)) return
  if (!happens(draw(key, Stream.SnapshotCrash, server, world.now, 0, 0), chance)) return
  const { least, mean } = drawn.disk
  const at = world.now + between(draw(key, Stream.SnapshotCrash, server, world.now, 1, 0), 0, least + mean)
  const { amount } = sky.weather.snapshotCrash
  const everybody = draw(key, Stream.SnapshotCrash, server, world.now, 2, 0) % POWER_FAILS === 0
  for (let other = 0; other < amount.length; other++) {
    if (other !== server && (!everybody || amount[other] === 0)) continue
    planCrash(state, other, at, FaultKind.CrashInSnapshot)
    planComeback(state, other, at)
  }
}
