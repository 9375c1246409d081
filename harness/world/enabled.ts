import { action, ActionKind, type Action } from './action.ts'
import { durableRecords } from './disk.ts'
import type { AnswerInFlight, InFlight } from './transition.ts'
import { whyNot } from './possible.ts'
import { NOTHING, type FileState, type Link, type Seat, type SessionState, type World } from './world.ts'

/**
 * The actions that are possible in a world, each at the earliest time it can happen. Cuts and mends are there link by
 * link, both ways at once; a write is torn after each number of records. Disks that stall or are wiped, clocks that jump
 * and the calm are not there: they are for somebody to decide on, who knows what they break.
 */
export function enabled(world: World): Action[] {
  const actions: Action[] = []
  world.seats.forEach((seat, server) =>
    seat.server === null ? addDown(world, actions, seat, server) : addUp(world, actions, seat, server),
  )
  world.links.forEach((link, place) => addLink(world, actions, link, place))
  world.sessions.forEach((session, number) => addSession(world, actions, session, number))
  for (const given of world.answers) addAnswer(world, actions, given)
  return actions
}

function addUp(world: World, actions: Action[], seat: Seat, server: number): void {
  seat.earliest.forEach((earliest, timer) => {
    if (earliest >= 0)
      actions.push(action(ActionKind.Timer, Math.max(world.now, earliest), server, 0, timer, 0, 0, 0))
  })
  seat.files.forEach((file, which) => {
    for (const { order } of file.pending) {
      if (!seat.stalled) actions.push(action(ActionKind.Flush, world.now, server, 0, which, 0, order, 0))
      actions.push(action(ActionKind.Fail, world.now, server, 0, which, 0, order, 0))
    }
    const [segment] = file.removing
    if (segment !== undefined && !seat.stalled)
      actions.push(action(ActionKind.Remove, world.now, server, 0, which, 0, segment, 0))
  })
  if (seat.restoring > 0) actions.push(action(ActionKind.Restore, world.now, server, 0, 0, 0, 0, 0))
  if (seat.applying > 0) actions.push(action(ActionKind.Apply, world.now, server, 0, 0, 0, 0, 0))
  actions.push(action(ActionKind.Crash, world.now, server, 0, 0, 0, 0, 0))
}

function addDown(world: World, actions: Action[], seat: Seat, server: number): void {
  if (!seat.gone && !seat.stalled) actions.push(action(ActionKind.Restart, world.now, server, 0, 0, 0, 0, 0))
  seat.files.forEach((file: FileState, which) => {
    addRot(world, actions, file, which, server)
    for (const { order, count } of file.pending) {
      actions.push(action(ActionKind.Lose, world.now, server, 0, which, 0, order, 0))
      for (let kept = 1; kept < count; kept++) {
        actions.push(action(ActionKind.Tear, world.now, server, 0, which, 0, order, kept))
      }
    }
  })
}

function addRot(world: World, actions: Action[], file: FileState, which: number, server: number): void {
  for (let place = durableRecords(file); place > 0; place--) {
    if (file.records[place - 1]?.whole === true)
      actions.push(action(ActionKind.Rot, world.now, server, 0, which, 0, place, 0))
  }
}

function addLink(world: World, actions: Action[], link: Link, place: number): void {
  const servers = world.seats.length
  const from = Math.floor(place / servers)
  const to = place % servers
  if (from < to) {
    const kind = link.cut ? ActionKind.Mend : ActionKind.Cut
    actions.push(action(kind, world.now, 1 << from, 1 << to, 0, 0, 0, 1))
  }
  const reachable = !link.cut && world.seats[to]?.server !== null
  for (const { message, turn } of link.inFlight as InFlight[]) {
    const add = (kind: ActionKind): number =>
      actions.push(action(kind, world.now, from, to, message.kind, message.term, turn, 0))
    add(ActionKind.Drop)
    if (reachable) add(ActionKind.Deliver)
    if (reachable) add(ActionKind.Duplicate)
  }
}

function addSession(world: World, actions: Action[], session: SessionState, number: number): void {
  world.seats.forEach((seat, server) => {
    if (seat.server === null) return
    for (let serial = 0; serial <= session.serial + 1; serial++) {
      const asked = action(ActionKind.Ask, world.now, server, number, 0, serial, 0, 0)
      if (whyNot(world, asked) === undefined) actions.push(asked)
    }
  })
  const { awaits } = session
  if (awaits !== NOTHING) actions.push(action(ActionKind.Abandon, world.now, 0, number, 0, awaits, 0, 0))
}

function addAnswer(world: World, actions: Action[], { answer, turn }: AnswerInFlight): void {
  const add = (kind: ActionKind): number =>
    actions.push(action(kind, world.now, answer.from, answer.session, 0, answer.serial, turn, 0))
  add(ActionKind.Answer)
  add(ActionKind.DropAnswer)
}
