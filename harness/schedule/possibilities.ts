import { DiskFile } from '../../core/effect.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import { ActionKind, type Action } from '../world/action.ts'
import { pendingWrite, vouchedRecords } from '../world/disk.ts'
import { positionInFlight } from '../world/in-flight.ts'
import { whyNot } from '../world/possible.ts'
import { linkBetween, seatOf, type FileState, type World } from '../world/world.ts'
import { plan, type Planned } from './agenda.ts'
import { bite } from './bites.ts'
import { between, draw, happens, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'
import { keptDown } from './storm.ts'
import { postponeTimer } from './timers.ts'
import { WakeKind } from './wake.ts'

/** Of a thousand disks that rot: in how many the log does where it may, at the last record that it may, and at its very end too. */
const ROTS_IN_LOG = 750
const ROTS_AT_LAST = 500
const ROTS_TWICE = 400

/**
 * A message that meets a cut link or a server that is down is lost; a copy of one leaves the message in flight. It may have
 * had to make room, or both copies may have waited for a server that was paused.
 */
export function arrives(state: Scheduler, planned: Planned): boolean {
  const { world, network, storm, bites } = state
  const { server, peer, topic, term, turn } = planned
  const link = linkBetween(world, server, peer)
  const mayBeGone = network.evicts || planned.kind === ActionKind.Duplicate
  if (mayBeGone && positionInFlight(link, topic, term, turn) < 0) return false
  if (planned.kind === ActionKind.Drop || (!link.cut && isUp(world, peer))) return true
  if (link.gone) bite(bites, FaultKind.SeveredLinks)
  else if (link.cut) bite(bites, storm.cutBy[server * world.seats.length + peer] as FaultKind)
  if (planned.kind === ActionKind.Duplicate) return false
  planned.kind = ActionKind.Drop
  return true
}

/** A flush may fail, or a write, where the weather is so; a write that failed is not told of twice. */
export function flushes({ world, key, sky, bites }: Scheduler, planned: Planned): boolean {
  const { server, topic, turn } = planned
  const seat = seatOf(world, server)
  const { pending, failed } = seat.files[topic] as FileState
  const oldest = pending[0]
  if (seat.server === null || oldest === undefined || oldest.order > turn) return false
  if (seat.stalled) {
    bite(bites, FaultKind.StalledDisk)
    return false
  }
  if (!sky.beset || failed !== 0) return true
  const { failing, failingFlush } = sky.weather
  if (happens(draw(key, Stream.FailedWrite, server, topic, turn, 0), failing.amount[server] as number)) {
    planned.kind = ActionKind.Fail
    bite(bites, failing.fault[server] as FaultKind)
  } else if (
    happens(draw(key, Stream.FailedFlush, server, topic, turn, 0), failingFlush.amount[server] as number)
  ) {
    planned.kind = ActionKind.Fail
    planned.turn = oldest.order
    bite(bites, failingFlush.fault[server] as FaultKind)
  }
  return true
}

/** Of whose doing a crash is, its turn says. */
export function mayCrash({ world, bites }: Scheduler, planned: Planned): boolean {
  const { server, turn: cause } = planned
  planned.turn = 0
  if (!isUp(world, server)) return false
  if (cause > 0) bite(bites, (cause - 1) as FaultKind)
  return true
}

/** Nobody starts whom an episode keeps down, or the operator has stopped. */
export function mayRestart({ world, storm, operator }: Scheduler, planned: Planned): boolean {
  const down = keptDown(storm) | operator.stopped
  return ((down >> planned.server) & 1) === 0 && isPossible(world, planned)
}

/** A server whose disk is replaced must never come back under its old name. */
export function mayWipe({ world, bites }: Scheduler, planned: Planned): boolean {
  const fault = (planned.turn - 1) as FaultKind
  planned.turn = 0
  if (!isPossible(world, planned)) return false
  if (fault === FaultKind.ReplacedDisk && !seatOf(world, planned.server).gone) return false
  bite(bites, fault)
  return true
}

/** Something that a fault alone brings about. */
export function lands({ world, bites }: Scheduler, planned: Planned, fault: FaultKind): boolean {
  if (!isPossible(world, planned)) return false
  bite(bites, fault)
  return true
}

/**
 * The term's file rots or, more often, a record of the log's that others vouch for, most often the last of those; at the
 * log's end rot is taken for a torn write, against what Raft assumes. Or both, where one between them vouches.
 */
export function rots(state: Scheduler, planned: Planned): boolean {
  const { world, key, agenda } = state
  const { at, server } = planned
  if (planned.topic === DiskFile.Log) return isPossible(world, planned)
  const drawn = (what: number): number => draw(key, Stream.Rot, server, at, what, 0)
  const log = seatOf(world, server).files[DiskFile.Log]
  const vouchedBySecond = vouchedRecords(log, 1)
  const isTwice = vouchedBySecond > 0 && happens(drawn(3), ROTS_TWICE)
  const vouched = isTwice ? vouchedBySecond : vouchedRecords(log)
  if (vouched > 0 && happens(drawn(0), ROTS_IN_LOG)) {
    planned.topic = DiskFile.Log
    planned.turn = happens(drawn(2), ROTS_AT_LAST) ? vouched : between(drawn(1), 1, vouched)
    if (isTwice) plan(agenda, ActionKind.Rot, at, server, 0, DiskFile.Log, 0, 0, 0)
  }
  return lands(state, planned, FaultKind.Rot)
}

/** Removals are done in the order in which they were asked for, whatever was drawn for each. */
export function removes(world: World, planned: Planned): boolean {
  const { server, stalled, files } = seatOf(world, planned.server)
  const [segment] = (files[planned.topic] as FileState).removing
  if (segment === undefined || server === null || stalled) return false
  planned.turn = segment
  return true
}

/** Whether a write is still there to be lost: its server may have started again. */
export function mayLose(world: World, { server, topic, turn }: Planned): boolean {
  const seat = seatOf(world, server)
  return seat.server === null && pendingWrite(seat.files[topic] as FileState, turn) !== undefined
}

/** A restore that began anew, with a newer snapshot, has been planned anew. */
export function mayRestore(world: World, planned: Planned): boolean {
  const wanted = planned.turn
  planned.turn = 0
  return isUp(world, planned.server) && seatOf(world, planned.server).restoring === wanted
}

/** A server that started again has been asked anew to go on, if there is anything to apply. */
export function mayApply(world: World, planned: Planned): boolean {
  const wanted = planned.turn
  planned.turn = 0
  return isUp(world, planned.server) && seatOf(world, planned.server).applying === wanted
}

/** What was planned for a server that is paused comes when that is over. */
export function postpones(state: Scheduler, planned: Planned): boolean {
  const { world, sky, agenda, bites } = state
  const { kind, at, server, peer, topic, term, turn, value } = planned
  if (!waits(kind)) return false
  const whose = kind <= ActionKind.Duplicate ? peer : server
  const until = sky.weather.paused.amount[whose] as number
  if (until <= at || !isUp(world, whose)) return false
  if (kind !== ActionKind.Timer) plan(agenda, kind, until, server, peer, topic, term, turn, value)
  else if (!postponeTimer(state, planned, until)) return false
  bite(bites, sky.weather.paused.fault[whose] as FaultKind)
  return true
}

/** Whether an action can happen in the world as it is. */
export function isPossible(world: World, planned: Planned): boolean {
  return whyNot(world, planned as Action) === undefined
}

/** Whether it is something that a server does, or that is done to it. */
function waits(kind: Planned['kind']): boolean {
  switch (kind) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
    case ActionKind.Timer:
    case ActionKind.Flush:
    case ActionKind.Restore:
    case ActionKind.Apply:
    case ActionKind.Remove:
    case WakeKind.LateCopy:
      return true
    default:
      return false
  }
}

function isUp(world: World, server: number): boolean {
  return seatOf(world, server).server !== null
}
