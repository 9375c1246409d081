import { ActionKind, type Action } from './action.ts'
import { readingAt } from './clock.ts'
import { durableRecords, pendingWrite } from './disk.ts'
import { positionInFlight, positionOfAnswer } from './in-flight.ts'
import { FILE_NAMES, MESSAGE_NAMES, operationName, serverName, sessionName, TIMER_NAMES } from './names.ts'
import {
  linkBetween,
  NOTHING,
  seatOf,
  type FileState,
  type PendingWrite,
  type Seat,
  type SessionState,
  type World,
} from './world.ts'

/** Why an action cannot happen in a world as it is; `undefined` when it can. */
export function whyNot(world: World, action: Action): string | undefined {
  if (action.at < world.now) return `it is ${world.now} µs already`
  switch (action.kind) {
    case ActionKind.Deliver:
    case ActionKind.Duplicate:
      return whyNotInFlight(world, action) ?? whyNotOverLink(world, action) ?? whyNotUp(world, action.peer)
    case ActionKind.Drop:
      return whyNotInFlight(world, action)
    case ActionKind.Timer:
      return whyNotUp(world, action.server) ?? whyNotFire(world, action)
    case ActionKind.Flush:
      return (
        whyNotUp(world, action.server) ?? whyNotPending(world, action) ?? whyNotOnDisk(world, action.server)
      )
    case ActionKind.Fail:
      return whyNotUp(world, action.server) ?? whyNotPending(world, action)
    case ActionKind.Crash:
      return whyNotUp(world, action.server)
    case ActionKind.Stall:
      return whyNoServer(world, action.server) ?? whyNotOnDisk(world, action.server)
    case ActionKind.Wipe:
      return whyNotDown(world, action.server)
    case ActionKind.Jump:
      return whyNoServer(world, action.server) ?? whyNotJump(world, action)
    case ActionKind.Lose:
      return whyNotDown(world, action.server) ?? whyNotPending(world, action)
    case ActionKind.Tear:
      return whyNotDown(world, action.server) ?? whyNotPending(world, action) ?? whyNotTear(world, action)
    case ActionKind.Restart:
      return whyNotDown(world, action.server) ?? whyNotBack(world, action.server)
    case ActionKind.Cut:
    case ActionKind.Mend:
      return undefined
    case ActionKind.Ask:
      return whyNotUp(world, action.server) ?? whyNotAsk(world, action)
    case ActionKind.Answer:
    case ActionKind.DropAnswer:
      return whyNotAnswer(world, action)
    case ActionKind.Restore:
      return whyNotUp(world, action.server) ?? whyNotRestore(world, action)
    case ActionKind.Apply:
      return whyNotUp(world, action.server) ?? whyNotApply(world, action)
    case ActionKind.Rot:
      return whyNotDown(world, action.server) ?? whyNotRot(world, action)
    case ActionKind.Remove:
      return (
        whyNotUp(world, action.server) ?? whyNotRemove(world, action) ?? whyNotOnDisk(world, action.server)
      )
    case ActionKind.Abandon:
      return whyNotAbandon(world, action)
    case ActionKind.Calm:
      return world.calmSince < 0 ? undefined : 'it is calm already'
  }
}

function whyNotUp(world: World, server: number): string | undefined {
  const why = whyNoServer(world, server)
  return why ?? (seatOf(world, server).server === null ? `${serverName(server)} is down` : undefined)
}

function whyNotDown(world: World, server: number): string | undefined {
  const why = whyNoServer(world, server)
  return why ?? (seatOf(world, server).server === null ? undefined : `${serverName(server)} is up`)
}

function whyNotBack(world: World, server: number): string | undefined {
  return seatOf(world, server).gone ? `${serverName(server)} is down for good` : whyNotOnDisk(world, server)
}

function whyNotOnDisk(world: World, server: number): string | undefined {
  return seatOf(world, server).stalled ? `${serverName(server)}'s disk has stalled for good` : undefined
}

/** Clocks read whole numbers, as those of people do since 1970. */
function whyNotJump({ seats, now }: World, { at, server, turn }: Action): string | undefined {
  const reading = readingAt((seats[server] as Seat).clock, Math.max(at, now))
  return reading + turn < 0
    ? `${serverName(server)}'s clock reads ${reading} µs: it cannot be set back by ${-turn} µs`
    : undefined
}

function whyNoServer(world: World, server: number): string | undefined {
  if (world.seats[server] !== undefined) return undefined
  return `there is no ${serverName(server)}: the cluster has ${world.seats.length} servers`
}

function whyNotInFlight(world: World, { server, peer, topic, term, turn }: Action): string | undefined {
  const count = world.seats.length
  if (server >= count || peer >= count || server === peer)
    return `there is no link ${serverName(server)}→${serverName(peer)}`
  const link = linkBetween(world, server, peer)
  if (positionInFlight(link, topic, term, turn) >= 0) return undefined
  const flying = link.inFlight.map(
    ({ message, turn: its }) => `${MESSAGE_NAMES[message.kind]} t${message.term} ·${its}`,
  )
  const there =
    flying.length === 0 ? 'nothing is' : `${flying.join(', ')} ${flying.length === 1 ? 'is' : 'are'}`
  const wanted = `${MESSAGE_NAMES[topic as 0]}${term === 0 ? '' : ` t${term}`}${turn === 0 ? '' : ` ·${turn}`}`
  return `no ${wanted} is in flight from ${serverName(server)} to ${serverName(peer)} (${there})`
}

function whyNotOverLink(world: World, { server, peer }: Action): string | undefined {
  return linkBetween(world, server, peer).cut
    ? `the link ${serverName(server)}→${serverName(peer)} is cut`
    : undefined
}

function whyNotFire(world: World, { at, server, topic }: Action): string | undefined {
  const earliest = seatOf(world, server).earliest[topic] as number
  const name = `${serverName(server)}'s ${TIMER_NAMES[topic as 0]} timer`
  if (earliest < 0) return `${name} is not armed`
  return at < earliest ? `${name} fires no earlier than ${earliest} µs` : undefined
}

function whyNotRestore(world: World, { server }: Action): string | undefined {
  if (seatOf(world, server).restoring > 0) return undefined
  return `${serverName(server)} is not taking over the state of a snapshot`
}

function whyNotApply(world: World, { server }: Action): string | undefined {
  if (seatOf(world, server).applying > 0) return undefined
  return `${serverName(server)} has nothing more to apply`
}

function whyNotPending(world: World, { server, topic, turn }: Action): string | undefined {
  const file = seatOf(world, server).files[topic] as FileState
  if (pendingWrite(file, turn) !== undefined) return undefined
  const waiting = file.pending.map((write) => `·${write.order}`).join(' ')
  const wanted = turn === 0 ? 'a write' : `write ·${turn}`
  const there = waiting === '' ? 'none waits' : `waiting: ${waiting}`
  return `${wanted} to ${serverName(server)}'s ${FILE_NAMES[topic as 0]} file is not waiting for a flush (${there})`
}

function whyNotTear(world: World, { server, topic, turn, value }: Action): string | undefined {
  const { count } = pendingWrite(seatOf(world, server).files[topic] as FileState, turn) as PendingWrite
  return value < count
    ? undefined
    : `that write has ${count} records: fewer than ${value} of them can be left whole`
}

function whyNotRot(world: World, { server, topic, turn }: Action): string | undefined {
  const file = seatOf(world, server).files[topic] as FileState
  const name = `${serverName(server)}'s ${FILE_NAMES[topic as 0]} file`
  const durable = durableRecords(file)
  if (turn > durable || durable === 0) return `${name} has ${durable} durable records`
  return file.records[(turn === 0 ? durable : turn) - 1]?.whole === true
    ? undefined
    : `that record of ${name} is damaged already`
}

function whyNotRemove(world: World, { server, topic, turn }: Action): string | undefined {
  const [first] = (seatOf(world, server).files[topic] as FileState).removing
  if (first === turn || (first !== undefined && turn === 0)) return undefined
  const name = `${serverName(server)}'s ${FILE_NAMES[topic as 0]} file`
  return first === undefined
    ? `no segment of ${name} is to be removed`
    : `segment ${first} of ${name} is to be removed first`
}

function whyNotAsk(world: World, { peer, term }: Action): string | undefined {
  const session = world.sessions[peer]
  const operations = world.cluster.operations[peer]
  const { registration: registers } = world.cluster.options
  const first = registers ? 0 : 1
  if (session === undefined || operations === undefined || term < first || term > operations.length) {
    return `there is no operation ${operationName(peer, term)}`
  }
  if (session.failed.includes(term)) return `${operationName(peer, term)} was refused for certain`
  if (term <= session.serial) return undefined
  if (term > session.serial + 1)
    return `${sessionName(peer)} has not asked ${operationName(peer, session.serial + 1)} yet`
  if (session.awaits !== NOTHING)
    return `${sessionName(peer)} still waits for ${operationName(peer, session.awaits)}`
  return registers && session.registration === 0 ? `${sessionName(peer)} is not registered` : undefined
}

function whyNotAnswer(world: World, action: Action): string | undefined {
  if (positionOfAnswer(world, action) >= 0) return undefined
  return `no answer from ${serverName(action.server)} to ${operationName(action.peer, action.term)} is on its way`
}

function whyNotAbandon(world: World, { peer, term }: Action): string | undefined {
  const session = world.sessions[peer] as SessionState | undefined
  if (session?.awaits === term) return undefined
  return `nobody waits for ${operationName(peer, term)}`
}
