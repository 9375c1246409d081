import type { Value } from '../core/command.ts'
import type { Entry } from '../core/log/entry.ts'
import { itemAt, toArray, type Vector } from '../core/vector.ts'
import type { Observation } from '../harness/observation.ts'
import { operationName, serverName } from '../harness/world/names.ts'
import type { World } from '../harness/world/world.ts'
import type { CountExpectation, Expectation, RoleExpectation } from './text/expectation.ts'
import { answerText, logText, roleText, voteText } from './text/expectation-text.ts'

/** What clients were told so far, by the operation's name. */
export type Answers = ReadonlyMap<string, Value>

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
        ({ log }) => log && logText(termsOf(log.entries)),
      )
    case 'term':
    case 'commit':
    case 'applied':
      return differing(world, expected.server, countText(expected.kind, expected.count), (seen) =>
        countSeen(expected.kind, seen),
      )
    case 'voted':
      return differing(world, expected.server, voteText(expected.peer), ({ votedFor }) =>
        votedFor === undefined ? undefined : voteText(votedFor),
      )
    case 'equal logs':
      return differenceOfLogs(expected.servers, world)
    case 'answered':
      return otherAnswer(
        operationName(expected.session, expected.serial),
        answerText(expected.value),
        answers,
      )
    case 'unanswered':
      return otherAnswer(operationName(expected.session, expected.serial), undefined, answers)
    case 'violation':
    case 'no violation':
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
  { currentTerm, commitIndex, lastApplied }: Observation,
): string | undefined {
  const count = { term: currentTerm, commit: commitIndex, applied: lastApplied }[kind]
  return count === undefined ? undefined : countText(kind, count)
}

function termsOf(entries: Vector<Entry>): number[] {
  return toArray(entries).map(({ term }) => term)
}

/** Where the first two logs of a set part; of all servers that are up, for the set 0. */
function differenceOfLogs(set: number, world: World): string | undefined {
  let first: { name: string; entries: Vector<Entry> } | undefined
  for (let server = 0; server < world.seats.length; server++) {
    const seen = observed(world, server)
    if (set === 0 ? seen === undefined : ((set >> server) & 1) === 0) continue
    const name = serverName(server)
    if (seen === undefined) return `${name} is down`
    if (seen.log === undefined) return `${name} of target ${world.target.name} does not show its log`
    const { entries } = seen.log
    const difference = first === undefined ? undefined : differenceBetween(first.entries, entries)
    if (first !== undefined && difference !== undefined) return `${first.name} and ${name} ${difference}`
    first ??= { name, entries }
  }
  return undefined
}

function differenceBetween(one: Vector<Entry>, other: Vector<Entry>): string | undefined {
  for (let place = 0; place < Math.min(one.length, other.length); place++) {
    const here = itemAt(one, place)
    const there = itemAt(other, place)
    if (here.term !== there.term) {
      return `hold entries of term ${here.term} and ${there.term} at index ${place + 1}`
    }
    if (!sameContent(here, there)) return `hold different entries of term ${here.term} at index ${place + 1}`
  }
  return one.length === other.length ? undefined : `hold ${one.length} and ${other.length} entries`
}

function sameContent(one: Entry, other: Entry): boolean {
  const mine = one.command
  const its = other.command
  if (mine === its) return one.kind === other.kind
  if (mine === null || its === null || mine.session !== its.session || mine.serial !== its.serial) {
    return false
  }
  const { operation, key, value, expected } = its
  return (
    mine.operation === operation && mine.key === key && mine.value === value && mine.expected === expected
  )
}

function otherAnswer(name: string, expected: string | undefined, answers: Answers): string | undefined {
  const found = answers.has(name) ? answerText(plain(answers.get(name))) : undefined
  return found === expected ? undefined : `${name} ${found ?? 'unanswered'}`
}

/** A value as a number, or as a list's elements, the oldest first. */
function plain(value: Value): number | number[] {
  if (typeof value === 'number') return value
  const elements: number[] = []
  for (let list = value; list !== undefined; list = list.before) elements.push(list.last)
  return elements.reverse()
}
