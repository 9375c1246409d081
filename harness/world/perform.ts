import { DiskFile, EffectKind, type Timer } from '../../core/effect.ts'
import { InputKind, type Input } from '../../core/input.ts'
import { Changed, changesBetween } from '../observation.ts'
import { ActionKind, type Action } from './action.ts'
import { jump, readingAt } from './clock.ts'
import { carryOut, clearOutcome, isOfElection, releaseHeld } from './carry-out.ts'
import { abandon, commandAsked, hearAnswer } from './client.ts'
import { positionInFlight, takeAnswer, takeInFlight } from './in-flight.ts'
import {
  dropReplaced,
  failWrites,
  happenToDisk,
  keepsPart,
  newestDurable,
  noteDurable,
  recordsRead,
  settleCrash,
} from './disk.ts'
import { isIdle } from './idle.ts'
import { setLinks } from './links.ts'
import type { InFlight, Transition } from './transition.ts'
import { linkBetween, seatOf, type FileState, type PendingWrite, type World } from './world.ts'

/**
 * Makes an action happen. The world changes in place; the transition, which the next call overwrites, tells what
 * changed. The action must be possible (`whyNot` says).
 */
export function perform(world: World, action: Action): Transition {
  const { transition } = world
  clearOutcome(world)
  transition.position += 1
  transition.action = action
  transition.server = -1
  transition.before = undefined
  transition.after = undefined
  transition.changed = 0
  if (action.at > world.now) world.now = action.at
  happen(world, action)
  return transition
}

/** Starts a server before the first action of a run; the transition has position 0. */
export function startServer(world: World, server: number): Transition {
  clearOutcome(world)
  world.transition.changed = 0
  boot(world, server)
  return world.transition
}

/** Starts a server from what its disk holds, unless it refuses. */
function boot(world: World, server: number): void {
  const { target, transition } = world
  const seat = seatOf(world, server)
  const [term, log, snapshot, machine] = seat.files
  const unflushed = log.pending.slice()
  settleCrash(seat)
  const disk = [term.records, log.records, snapshot.records, machine.records] as const
  const reaction = target.boot(server, world.cluster.options, disk, seat.started)
  transition.server = server
  transition.before = undefined
  transition.after = undefined
  if (reaction.effects.some(({ kind }) => kind === EffectKind.Stop)) {
    transition.changed |= Changed.Refused
    return
  }
  seat.server = reaction.server
  const logRecords = recordsRead(log, seat.started?.logRecords ?? 0, reaction.effects)
  seat.started = { server: reaction.server, logRecords, crashed: null }
  transition.keepsPart = keepsPart(log, unflushed, reaction.effects)
  carryOut(world, server, reaction.effects)
  transition.after = target.observe(reaction.server)
  transition.changed |= Changed.Started
  transition.stateDigest = target.stateDigest(reaction.server)
  if (world.cluster.synchronousDisk) flushAll(world, server)
}

function happen(world: World, action: Action): void {
  switch (action.kind) {
    case ActionKind.Deliver:
      deliver(world, takeInFlight(world, action))
      break
    case ActionKind.Duplicate:
      duplicate(world, action)
      break
    case ActionKind.Drop:
      takeInFlight(world, action)
      break
    case ActionKind.Timer:
      fire(world, action)
      break
    case ActionKind.Flush:
      flush(world, action.server, action.topic as DiskFile, action.turn)
      break
    case ActionKind.Crash:
      crash(world, action.server)
      seatOf(world, action.server).gone = action.value === 1
      break
    case ActionKind.Lose:
    case ActionKind.Tear:
    case ActionKind.Rot:
    case ActionKind.Remove:
    case ActionKind.Wipe:
    case ActionKind.Stall:
      happenToDisk(seatOf(world, action.server), action)
      if (action.kind === ActionKind.Rot || action.kind === ActionKind.Wipe)
        world.transition.changed |= Changed.Harmed
      break
    case ActionKind.Restart:
      boot(world, action.server)
      break
    case ActionKind.Cut:
    case ActionKind.Mend:
      setLinks(world, action, action.kind === ActionKind.Cut)
      break
    case ActionKind.Ask:
      askServer(world, action)
      break
    case ActionKind.Answer:
      hearAnswer(world, takeAnswer(world, action).answer)
      break
    case ActionKind.DropAnswer:
      takeAnswer(world, action)
      break
    case ActionKind.Abandon:
      abandon(world, action.peer)
      break
    case ActionKind.Restore:
      finishRestoring(world, action.server)
      break
    case ActionKind.Calm:
      world.calmSince = world.now
      world.transition.changed |= Changed.Calm
      break
    case ActionKind.Jump:
      // Timers, which measure how long something takes, do not jump.
      jump(seatOf(world, action.server), action.turn)
      break
    case ActionKind.Apply:
      goOnApplying(world, action.server)
      break
    case ActionKind.Fail:
      fail(world, action)
      world.transition.changed |= Changed.Harmed
      break
  }
}

/** Hands `world.input` to a server and does what it asks for. */
function stepServer(world: World, server: number): void {
  const { target, transition } = world
  const seat = seatOf(world, server)
  const before = seat.server as object
  world.input.clock = readingAt(seat.clock, world.now)
  const reaction = target.step(before, world.input as Input)
  const after = reaction.server
  if (transition.server < 0) {
    transition.server = server
    transition.before = target.observe(before)
  }
  if (after === before) {
    transition.after ??= transition.before
  } else {
    seat.server = after
    transition.after = target.observe(after)
    if (transition.before !== undefined)
      transition.changed |= changesBetween(transition.before, transition.after)
    if (isIdle(world, before, reaction)) transition.changed |= Changed.Idle
    if ((transition.changed & Changed.Applied) !== 0) transition.stateDigest = target.stateDigest(after)
  }
  if (reaction.effects.length === 0) return
  if (!carryOut(world, server, reaction.effects)) crash(world, server)
  else if (world.cluster.synchronousDisk) flushAll(world, server)
}

function fileOf(world: World, { server, topic }: Action): FileState {
  return seatOf(world, server).files[topic] as FileState
}

function deliver(world: World, { message }: InFlight): void {
  world.input.kind = InputKind.Message
  world.input.message = message
  world.transition.heard = message
  if (isOfElection(message)) world.transition.changed |= Changed.Election
  stepServer(world, message.to)
}

function duplicate(world: World, action: Action): void {
  const link = linkBetween(world, action.server, action.peer)
  deliver(world, link.inFlight[positionInFlight(link, action.topic, action.term, action.turn)] as InFlight)
}

function fire(world: World, action: Action): void {
  seatOf(world, action.server).earliest[action.topic] = -1
  world.input.kind = InputKind.Timer
  world.input.timer = action.topic as Timer
  stepServer(world, action.server)
}

/** Everything begun on the file up to the write of this order is durable (0: everything), or so the disk says of what failed. */
function flush(world: World, server: number, which: DiskFile, order: number): void {
  const seat = seatOf(world, server)
  const file = seat.files[which]
  const { pending } = file
  let done = 0
  while (done < pending.length && (order === 0 || (pending[done] as PendingWrite).order <= order)) done++
  const last = pending[done - 1] as PendingWrite
  const durable = newestDurable(file, done)
  file.flushed = last.order
  for (let i = done; i < pending.length; i++) pending[i - done] = pending[i] as PendingWrite
  for (let i = 0; i < done; i++) pending.pop()
  world.transition.behind = pending.length
  if (durable !== undefined) {
    if (file.replaced) dropReplaced(file, durable.start)
    noteDurable(world.transition, which, file, durable)
  }
  const { input } = world
  input.kind = InputKind.Flushed
  input.file = which
  input.index = last.index
  input.term = last.term
  input.segment = last.segment
  input.number = last.number
  releaseHeld(world, seat)
  stepServer(world, server)
}

/**
 * A write fails, and the server is told: it is to stop. One that goes on, as if nothing were, is told next that all is
 * durable: whoever flushes once more after a flush that failed is lied to.
 */
function fail(world: World, action: Action): void {
  const { server, topic, turn } = action
  failWrites(fileOf(world, action), turn)
  world.input.kind = InputKind.Failed
  world.input.file = topic as DiskFile
  stepServer(world, server)
  if (seatOf(world, server).server !== null) flush(world, server, topic as DiskFile, 0)
}

/** With a synchronous disk each write is durable before anything else happens; but for those that no server waits for, of snapshots and machines. */
function flushAll(world: World, server: number): void {
  const { files, stalled } = seatOf(world, server)
  const [term, log] = files
  while (!stalled && (term.pending.length > 0 || log.pending.length > 0)) {
    flush(world, server, term.pending.length > 0 ? DiskFile.Term : DiskFile.Log, 0)
  }
}

function finishRestoring(world: World, server: number): void {
  const seat = seatOf(world, server)
  const { input } = world
  input.kind = InputKind.Restored
  input.index = seat.restoring
  input.term = seat.restoringTerm
  seat.restoring = 0
  stepServer(world, server)
}

function goOnApplying(world: World, server: number): void {
  seatOf(world, server).applying = 0
  world.input.kind = InputKind.Continue
  stepServer(world, server)
}

function crash(world: World, server: number): void {
  const seat = seatOf(world, server)
  const { transition } = world
  transition.server = server
  transition.before = world.target.observe(seat.server as object)
  transition.after = undefined
  transition.changed = Changed.Crashed
  if (seat.started !== undefined) seat.started = { ...seat.started, crashed: seat.server }
  seat.server = null
  seat.held.length = 0
  seat.earliest.fill(-1)
  seat.restoring = 0
  seat.applying = 0
}

function askServer(world: World, action: Action): void {
  world.input.kind = InputKind.Request
  const command = commandAsked(world, action.peer, action.term)
  world.input.command = command
  world.transition.asked = command
  world.transition.changed |= Changed.Requested
  stepServer(world, action.server)
}
