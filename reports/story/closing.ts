import type { Violation } from '../../harness/violation.ts'
import { linearizability } from '../../properties/linearizability/linearizability.ts'
import { requestsAnswered } from '../../properties/liveness/requests.ts'
import { leaseAlone } from '../../properties/practice/lease-alone.ts'
import { outlasting } from '../../properties/practice/outlasting.ts'
import { serverName } from '../../harness/world/names.ts'
import { operationIn } from '../../scenarios/text/name-text.ts'
import type { Chronicle } from './telling/chronicle.ts'
import type { Step } from './explanation.ts'
import { keyOf } from './telling/tale.ts'
import { commandWords, listText } from './telling/words.ts'

/** Something earlier that a violation rests on. */
interface Ground {
  readonly text: string
  readonly positions: readonly number[]
}

/** The last step of a story, with what it violates, and where that began. */
export function closed(step: Step, violation: Violation, chronicle: Chronicle): Step {
  const earlier = (position: number): boolean => position > 0 && position < step.position
  const grounds = groundsOf(violation, chronicle).filter(({ positions }) => positions.some(earlier))
  const because = new Set([...step.because, ...grounds.flatMap(({ positions }) => positions.filter(earlier))])
  const told = grounds.length === 0 ? '' : ` ${capital(listText(grounds.map(({ text }) => text)))}.`
  return {
    ...step,
    text: `${step.text} That is the violation: ${violation.title}.${told}`,
    because: [...because].sort((a, b) => a - b),
  }
}

/** The properties that are about what clients asked. */
const ABOUT_OPERATIONS: readonly string[] = [linearizability.name, requestsAnswered.name, outlasting.name]

/** What the words of a violation name, and where it happened: reigns, votes, entries and operations. */
function groundsOf(violation: Violation, chronicle: Chronicle): Ground[] {
  const grounds = new Map<string, Ground>()
  const note = (text: string, ...positions: number[]): unknown => grounds.set(text, { text, positions })
  const { title, evidence, servers } = violation
  const words = [title, ...evidence].join('\n')
  noteReigns(violation, chronicle, note)
  for (const [, index = '', term = ''] of words.matchAll(/(\d+)@(\d+)/gu)) {
    const commitment = chronicle.committed.get(keyOf(index, term))
    if (commitment === undefined) continue
    const { position, leader } = commitment
    note(
      `entry ${index} of term ${term} was committed by ${serverName(leader)} at action ${position}`,
      position,
    )
    for (let server = 0; server < chronicle.cluster.options.servers; server++) {
      const gone = chronicle.removed.get(keyOf(server, index, term))
      if (gone !== undefined) note(`${serverName(server)} removed it at action ${gone}`, gone)
    }
  }
  for (const [, index = '', term = ''] of title.matchAll(/index (\d+) of term (\d+)/gu))
    for (const server of servers) {
      const position = chronicle.appended.get(keyOf(server, index, term))
      if (position !== undefined)
        note(`${serverName(server)} has had its entry ${index} since action ${position}`, position)
    }
  for (const [, index = ''] of title.matchAll(/at index (\d+)$/gu))
    for (const server of servers) {
      const position = chronicle.knownCommitted.get(keyOf(server, index))
      if (position !== undefined)
        note(
          `${serverName(server)} has taken its entry ${index} for committed since action ${position}`,
          position,
        )
    }
  if (grounds.size === 0) notePlaces(violation, chronicle, note)
  if (violation.property === leaseAlone.name)
    for (const server of servers) {
      const position = chronicle.leases[server] ?? 0
      if (position > 0) note(`${serverName(server)} has its lease since action ${position}`, position)
    }
  if (ABOUT_OPERATIONS.includes(violation.property)) noteOperations(words, chronicle, note)
  const seen = new Set<string>()
  return [...grounds.values()].filter(
    ({ positions }) => !seen.has(positions.join()) && seen.add(positions.join()),
  )
}

type Note = (text: string, ...positions: number[]) => unknown

/** Who leads a term that the title speaks of. */
function noteReigns({ title, servers }: Violation, { led }: Chronicle, note: Note): void {
  if (!/lead/u.test(title)) return
  for (const [, term = ''] of title.matchAll(/term (\d+)/gu))
    for (const server of servers) {
      const position = led.get(keyOf(server, term))
      if (position !== undefined)
        note(`${serverName(server)} became leader of term ${term} at action ${position}`, position)
    }
}

/** Since when servers have had the entries whose indices the title names. */
function notePlaces({ title, servers }: Violation, { placed }: Chronicle, note: Note): void {
  for (const [, index = ''] of title.matchAll(/index (\d+)/gu))
    for (const server of servers) {
      const position = placed.get(keyOf(server, index))
      if (position !== undefined)
        note(`${serverName(server)} appended its entry ${index} at action ${position}`, position)
    }
}

/** So many operations are told, the last ones that are named: the others only lead up to them. */
const MOST_OPERATIONS = 3

/** When clients asked what, and had their answers. */
function noteOperations(words: string, { asked, answered, cluster }: Chronicle, note: Note): void {
  const names = [...new Set([...words.matchAll(/C\d+\.\d+/gu)].map(([name]) => name))]
  for (const name of names.slice(-MOST_OPERATIONS)) {
    const { session, serial } = operationIn(name) ?? { session: -1, serial: -1 }
    const command = cluster.operations[session]?.[serial - 1]
    const called = asked.get(name)
    if (called === undefined || command === undefined) continue
    const returned = answered.get(name)
    const end = returned === undefined ? 'never answered' : `answered at action ${returned}`
    note(
      `${name} (${commandWords(command)}) was asked at action ${called} and ${end}`,
      called,
      ...(returned === undefined ? [] : [returned]),
    )
  }
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
