import { DiskFile, EffectKind, Needs, type DiskRecord, type Effect } from '../../core/effect.ts'
import { EntryKind, type Entry } from '../../core/log/entry.ts'
import { MessageKind, type Message } from '../../core/message.ts'
import { storedWhole } from '../../core/recovery/disk.ts'
import { Changed } from '../observation.ts'
import { timeFor } from './clock.ts'
import { linkBetween, seatOf, type FileState, type Held, type Seat, type World } from './world.ts'

/** Forgets what the last transition sent and armed. */
export function clearOutcome(world: World): void {
  const { transition } = world
  transition.heard = null
  transition.asked = null
  while (transition.sent.length > 0) transition.sent.pop()
  while (transition.answers.length > 0) transition.answers.pop()
  transition.answered = null
  transition.redirected = null
  transition.failed = false
  transition.armed = 0
  transition.wrote = 0
  transition.behind = 0
  transition.holds = 0
  transition.restores = false
  transition.continues = false
  transition.removes = 0
  transition.keepsPart = false
  transition.durableIndex = 0
  transition.durableTerm = 0
  transition.durableSnapshot = 0
}

/**
 * Does what a server asks for, in order, up to where it stops; says whether it goes on. Messages and answers that need an
 * unflushed write wait for it.
 */
export function carryOut(world: World, server: number, effects: readonly Effect[]): boolean {
  const seat = seatOf(world, server)
  for (let i = 0; i < effects.length; i++) {
    const effect = effects[i] as Effect
    switch (effect.kind) {
      case EffectKind.Write:
        beginWrite(world, seat, effect)
        break
      case EffectKind.Send:
      case EffectKind.Answer:
        if (mayLeave(seat, effect)) release(world, effect)
        else hold(world, seat, effect)
        break
      case EffectKind.Arm:
        seat.earliest[effect.which] = world.now + timeFor(seat.clock, effect.first)
        seat.latest[effect.which] = world.now + timeFor(seat.clock, effect.second)
        world.transition.armed |= 1 << effect.which
        world.transition.changed |= Changed.Armed
        break
      case EffectKind.Disarm:
        seat.earliest[effect.which] = -1
        break
      case EffectKind.Restore:
        seat.restoring = effect.first
        seat.restoringTerm = effect.second
        world.transition.restores = true
        break
      case EffectKind.Continue:
        seat.applying = effect.first
        world.transition.continues = true
        break
      case EffectKind.Trim:
        ;(seat.files[effect.which] as FileState).records.length = effect.first
        break
      case EffectKind.Remove:
        ;(seat.files[effect.which] as FileState).removing.push(effect.segment)
        world.transition.removes += 1
        break
      case EffectKind.Stop:
        return false
    }
  }
  return true
}

/** Lets go of what waited for writes that are durable now. */
export function releaseHeld(world: World, seat: Seat): void {
  const { held, files } = seat
  if (held.length === 0) return
  let kept = 0
  for (let i = 0; i < held.length; i++) {
    const one = held[i] as Held
    const { termWrites, logWrites, snapshotWrites } = one
    if (
      files[DiskFile.Term].flushed >= termWrites &&
      files[DiskFile.Log].flushed >= logWrites &&
      files[DiskFile.Snapshot].flushed >= snapshotWrites
    ) {
      release(world, one.effect)
    } else {
      held[kept++] = one
    }
  }
  while (held.length > kept) held.pop()
}

function beginWrite(world: World, seat: Seat, effect: Effect): void {
  const file = seat.files[effect.which] as FileState
  const { records, first, second, segment, number, durable } = effect
  file.begun += 1
  file.pending.push({
    order: file.begun,
    start: file.records.length,
    count: records.length,
    segment,
    failed: false,
    cuts: cutsFrom(effect),
    index: first,
    term: second,
    number: number + records.length - 1,
  })
  for (let i = 0; i < records.length; i++)
    file.records.push(storedWhole(records[i] as DiskRecord, segment, number + i, durable))
  world.transition.wrote |= 1 << effect.which
  if (effect.which === DiskFile.Snapshot) world.transition.changed |= Changed.Saving
}

/** An entry cuts off what stood at its index and after; a base, with the entries behind it, all that its write does not end with. */
function cutsFrom({ which, records, first }: Effect): number {
  if (which !== DiskFile.Log) return 0
  const { kind, index } = records[0] as Entry
  return kind === EntryKind.Base ? first + 1 : index
}

function hold(world: World, seat: Seat, effect: Effect): void {
  seat.held.push(heldUntil(seat, effect))
  world.transition.holds += 1
}

function mayLeave(seat: Seat, effect: Effect): boolean {
  const [term, log, snapshot] = seat.files
  if ((effect.needs & Needs.Term) !== 0 && term.flushed < term.begun) return false
  if ((effect.needs & Needs.Snapshot) !== 0 && snapshot.flushed < snapshot.begun) return false
  return (effect.needs & Needs.Log) === 0 || log.flushed >= log.begun
}

function heldUntil(seat: Seat, effect: Effect): Held {
  const [term, log, snapshot] = seat.files
  return {
    effect,
    termWrites: (effect.needs & Needs.Term) === 0 ? 0 : term.begun,
    logWrites: (effect.needs & Needs.Log) === 0 ? 0 : log.begun,
    snapshotWrites: (effect.needs & Needs.Snapshot) === 0 ? 0 : snapshot.begun,
  }
}

function release(world: World, effect: Effect): void {
  const { transition } = world
  if (effect.message !== null) {
    const { message } = effect
    const link = linkBetween(world, message.from, message.to)
    const sent = { message, turn: nextTurn(link.turns[message.kind] as number[], message.term) }
    link.inFlight.push(sent)
    transition.sent.push(sent)
    transition.changed |= isOfElection(message) ? Changed.Sent | Changed.Election : Changed.Sent
    if (isVote(message)) transition.changed |= Changed.Voted
  } else if (effect.answer !== null) {
    const { answer } = effect
    const turns = world.answerTurns[answer.from * world.sessions.length + answer.session] as number[]
    const given = { answer, turn: nextTurn(turns, answer.serial) }
    world.answers.push(given)
    transition.answers.push(given)
    transition.changed |= Changed.Replied
  }
}

/** Whether somebody, by this message, gives a vote for good: to another or, as a candidate, to itself. */
function isVote(message: Message): boolean {
  return (
    message.kind === MessageKind.RequestVote || (message.kind === MessageKind.Vote && message.voteGranted)
  )
}

/** Whether a message belongs to an election, PreVotes and the wish for one included. */
export function isOfElection({ kind }: Message): boolean {
  return kind <= MessageKind.Vote || (kind >= MessageKind.PreVote && kind <= MessageKind.TimeoutNow)
}

function nextTurn(turns: number[], place: number): number {
  while (turns.length <= place) turns.push(0)
  return (turns[place] = (turns[place] as number) + 1)
}
