import type { Value } from '../core/command.ts'
import { AnswerStatus, type Answer } from '../core/effect.ts'
import { itemAt, toArray } from '../core/vector.ts'
import type { Observation, ObservedLog } from '../harness/observation.ts'
import { operationName, serverName } from '../harness/world/names.ts'
import type { World } from '../harness/world/world.ts'
import { configurationInLog } from '../properties/configurations.ts'
import { sameEntry } from '../properties/same-entry.ts'
import { termInLog } from '../properties/term-in-log.ts'
import type { CountExpectation, Expectation, RoleExpectation } from './text/expectation.ts'
import { answerText, logText, roleText, snapshotText, voteText } from './text/expectation-text.ts'
import { membersText } from './text/members-text.ts'

/** What clients were told last, by the operation's name. */
export type Answers = ReadonlyMap<string, Answer>

/** What is found in a world where an expectation of that moment does not hold; `undefined` where it holds. */
export function foundInstead(expected: Expectation, world: World, answers: Answers): string | undefined {
  switch (expected.kind) {
    case 'role':
      return roleFound(expected, world)
    case 'down':
      return observed(world, expected.server) === undefined
        ? undefined
        : `${serverName(expected.server)} is up`
    case 'log':
      return differing(
        world,
        expected.server,
        logText(expected.terms),
        ({ log }) => log && logText(termsOf(log)),
      )
    case 'term':
    case 'commit':
    case 'applied':
    case 'base':
      return differing(world, expected.server, countText(expected.kind, expected.count), (seen) =>
        countSeen(expected.kind, seen),
      )
    case 'voted':
      return differing(world, expected.server, voteText(expected.peer), ({ votedFor }) =>
        votedFor === undefined ? undefined : voteText(votedFor),
      )
    case 'snapshot':
      return differing(world, expected.server, snapshotText(expected.index), ({ snapshot }) =>
        snapshot === undefined ? undefined : snapshotText(snapshot?.lastIncludedIndex ?? 0),
      )
    case 'voters':
      return differing(world, expected.server, membersText(expected.configuration), (seen) =>
        membersSeen(seen, world),
      )
    case 'equal logs':
      return differenceOfLogs(expected.servers, world)
    case 'answered':
      return otherAnswer(expected, answerText(expected.value), world, answers)
    case 'refused':
    case 'failed':
    case 'unknown':
    case 'expired':
      return otherAnswer(expected, expected.kind, world, answers)
    case 'unanswered':
      return otherAnswer(expected, undefined, world, answers)
    case 'violation':
    case 'no violation':
    case 'situation':
    case 'no situation':
      return undefined
  }
}

/** A server's observation; `undefined` while it is down. */
function observed(world: World, server: number): Observation | undefined {
  const state = world.seats[server]?.server ?? null
  return state === null ? undefined : world.target.observe(state)
}

/** Compares what a server shows with what is expected, both as text; a target need not show everything. */
function differing(
  world: World,
  server: number,
  expected: string,
  show: (seen: Observation) => string | undefined,
): string | undefined {
  const name = serverName(server)
  const seen = observed(world, server)
  if (seen === undefined) return `${name} is down`
  const found = show(seen)
  if (found === expected) return undefined
  return found === undefined ? `${name} of target ${world.target.name} does not show it` : `${name} ${found}`
}

function roleFound({ server, role, term }: RoleExpectation, world: World): string | undefined {
  return differing(world, server, roleText(role, term), (seen) => {
    if (seen.role === undefined) return undefined
    const matches = seen.role === role && term === 0
    return roleText(seen.role, matches ? 0 : (seen.currentTerm ?? 0))
  })
}

function countText(kind: CountExpectation['kind'], count: number): string {
  return `${kind} ${count}`
}

function countSeen(
  kind: CountExpectation['kind'],
  { currentTerm, commitIndex, lastApplied, log }: Observation,
): string | undefined {
  const count = { term: currentTerm, commit: commitIndex, applied: lastApplied, base: log?.baseIndex }[kind]
  return count === undefined ? undefined : countText(kind, count)
}

function membersSeen(seen: Observation, { cluster }: World): string | undefined {
  if (seen.log === undefined || seen.snapshot === undefined) return undefined
  return membersText(configurationInLog(seen, cluster.options))
}

function termsOf({ entries, baseIndex }: ObservedLog): number[] {
  return toArray(entries, baseIndex).map(({ term }) => term)
}

/** Where two logs of a set part, the first such two; of all servers that are up, for the set 0. */
function differenceOfLogs(set: number, world: World): string | undefined {
  const logs: { name: string; log: ObservedLog }[] = []
  for (let server = 0; server < world.seats.length; server++) {
    const seen = observed(world, server)
    if (set === 0 ? seen === undefined : ((set >> server) & 1) === 0) continue
    const name = serverName(server)
    if (seen === undefined) return `${name} is down`
    const { log } = seen
    if (log === undefined) return `${name} of target ${world.target.name} does not show its log`
    for (const other of logs) {
      const difference = differenceBetween(other.log, log)
      if (difference !== undefined) return `${other.name} and ${name} ${difference}`
    }
    logs.push({ name, log })
  }
  return undefined
}

/** Where two logs part: in an entry that both hold, in the term of the one before those, or at the end. */
function differenceBetween(one: ObservedLog, other: ObservedLog): string | undefined {
  const base = Math.max(one.baseIndex, other.baseIndex)
  const last = Math.min(one.entries.length, other.entries.length)
  for (let index = Math.max(base, 1); index <= last; index++) {
    const here = termInLog(one, index)
    const there = termInLog(other, index)
    if (here !== there) return `hold entries of term ${here} and ${there} at index ${index}`
    if (index > base && !sameEntry(itemAt(one.entries, index - 1), itemAt(other.entries, index - 1)))
      return `hold different entries of term ${here} at index ${index}`
  }
  return one.entries.length === other.entries.length
    ? undefined
    : `end at index ${one.entries.length} and ${other.entries.length}`
}

function otherAnswer(
  { session, serial }: { readonly session: number; readonly serial: number },
  expected: string | undefined,
  world: World,
  answers: Answers,
): string | undefined {
  const name = operationName(session, serial)
  const answer = answers.get(name)
  const found = answer === undefined ? undefined : toldText(answer, world)
  return found === expected ? undefined : `${name} ${found ?? 'unanswered'}`
}

function toldText({ session, serial, status, value }: Answer, { sessions }: World): string {
  switch (status) {
    case AnswerStatus.Done:
      return answerText(plain(value))
    case AnswerStatus.Refused:
      return sessions[session]?.failed.includes(serial) === true ? 'failed' : 'refused'
    case AnswerStatus.Expired:
      return 'expired'
    case AnswerStatus.Unknown:
    case AnswerStatus.Redirect:
      return 'unknown'
  }
}

/** A value as a number, or as a list's elements, the oldest first. */
function plain(value: Value): number | number[] {
  if (typeof value === 'number') return value
  const elements: number[] = []
  for (let list = value; list !== undefined; list = list.before) elements.push(list.last)
  return elements.reverse()
}
