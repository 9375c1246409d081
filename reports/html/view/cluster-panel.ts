import { Role } from '../../../core/server.ts'
import { element, text } from '../../charts/markup.ts'
import { DOWN, UNTOLD, type Sight, type StoryEntry } from '../../recording/story.ts'
import { entryAt, lastOf, logChange, numberText, roleText, voteText } from './words.ts'

/** What the servers are at one instant, and what they were before it: what just changed is marked. */
export interface Instant {
  readonly names: readonly string[]
  /** Whether it is told by a trace, so that what is not in a log may be so because nothing told it. */
  readonly isTrace: boolean
  readonly entries: readonly StoryEntry[]
  readonly before: readonly Sight[]
  readonly now: readonly Sight[]
  /** How many entries of each log there is room for, and how many without what they hold. */
  readonly columns: number
  readonly mostColumns: number
  /** The servers that the violation names which shows at this instant. */
  readonly accused: readonly number[]
}

/** The servers, one below the other, so that entries of the same index stand in one column, as in the paper's Figure 7. */
export function clusterPanel(instant: Instant): string {
  const shown = shownIndices(instant)
  return instant.now
    .map((sight, server) => serverPanel(instant, server, instant.before[server] ?? sight, sight, shown))
    .join('')
}

interface Shown {
  readonly first: number
  readonly last: number
  /** Whether entries are narrow, so that logs which end far apart are seen together. */
  readonly isMany: boolean
}

/**
 * Where most logs end, for there they part; of two such places the later one. Entries that just came or went are always
 * shown.
 */
function shownIndices({ before, now, columns: few, mostColumns }: Instant): Shown {
  const ends = now.map(lastOf)
  const isMany = Math.max(...ends) - Math.min(...ends) + 2 > few
  const columns = isMany ? mostColumns : few
  let last = columns
  let most = 0
  for (const end of [...ends].sort((one, other) => one - other)) {
    const within = ends.filter((other) => other <= end && other > end - columns + 1).length
    if (within < most) continue
    most = within
    last = Math.max(columns, end)
  }
  const news = now.flatMap((sight, server) => {
    const old = before[server] ?? sight
    const { first, added, removed } = logChange(old, sight)
    return first === 0 ? [] : [{ first, last: first + Math.max(added, removed) - 1 }]
  })
  last = Math.max(last, ...news.map((one) => Math.min(one.last, one.first + columns - 1)))
  const first = Math.max(1, Math.min(last - columns + 1, ...news.map((one) => one.first)))
  return { first, last: first + columns - 1, isMany }
}

function serverPanel(instant: Instant, server: number, before: Sight, now: Sight, shown: Shown): string {
  const { names } = instant
  const name = names[server] as string
  const isDown = now.role >= DOWN
  const role = isDown
    ? 'down'
    : now.role === Role.Leader
      ? 'leader'
      : now.role === Role.Follower || now.role === UNTOLD
        ? ''
        : 'candidate'
  const volatile = isDown
    ? []
    : [fact('commit', before.commit, now.commit), fact('applied', before.applied, now.applied)]
  return element(
    'section',
    { class: `server ${role}${before === now ? '' : ' touched'}`, 'aria-label': name },
    element(
      'div',
      { class: 'facts' },
      instant.accused.includes(server)
        ? element('h3', { class: 'accused' }, text(`✕ ${name}`))
        : element('h3', {}, text(name)),
      element('span', { class: 'role' }, valueOf(roleText(before.role), roleText(now.role))),
      fact('term', before.term, now.term),
      fact('voted', voteText(before.vote, names), voteText(now.vote, names)),
      ...volatile,
    ),
    element(
      'ol',
      { class: shown.isMany ? 'log many' : 'log', 'aria-label': `log of ${name}` },
      ...cells(instant, before, now, shown),
    ),
    diskLine(before, now, names),
  )
}

/** A name and a value; one that just changed tells what it was. */
function fact(name: string, before: string | number, now: string | number): string {
  return element(
    'span',
    { class: 'fact' },
    element('span', { class: 'name' }, text(name)),
    ' ',
    valueOf(before, now),
  )
}

function valueOf(was: string | number, is: string | number): string {
  const [before, now] = [was, is].map((one) => (typeof one === 'number' ? numberText(one) : one)) as [
    string,
    string,
  ]
  if (before === now) return element('b', {}, text(now))
  return element(
    'ins',
    {},
    element('s', {}, text(before)),
    element('span', { class: 'to' }, '→'),
    element('b', {}, text(now)),
  )
}

function cells({ entries, isTrace }: Instant, before: Sight, now: Sight, { first, last }: Shown): string[] {
  const end = lastOf(now)
  if (Math.max(end, lastOf(before)) < first || Math.max(end, lastOf(before)) <= 0) {
    const [term] = entries[entryAt(now, end)] ?? []
    return [element('li', { class: 'ends' }, text(endText(end, term, isTrace)))]
  }
  const drawn: string[] = []
  for (let index = first; index <= last; index++) {
    const entry = entryAt(now, index)
    const old = entryAt(before, index)
    if (index === last && end > last) drawn.push(element('li', { class: 'entry more' }, text(`… ${end}`)))
    else if (index <= now.base) drawn.push(compacted(index, isTrace))
    else if (entry >= 0)
      drawn.push(
        cell(
          entries[entry] as StoryEntry,
          index,
          now,
          entry === old || before.base === UNTOLD ? '' : old < 0 ? 'new' : 'replaced',
        ),
      )
    else if (old >= 0) drawn.push(cell(entries[old] as StoryEntry, index, before, 'gone'))
    else drawn.push(element('li', { class: 'empty', 'aria-hidden': 'true' }, ''))
  }
  return drawn
}

function endText(end: number, term: number | undefined, isTrace: boolean): string {
  if (end === UNTOLD) return 'not known'
  if (end === 0) return 'empty'
  if (term !== undefined) return `ends with entry ${end} of term ${numberText(term)}`
  return isTrace ? `ends with entry ${end}` : `all to ${end} in a snapshot`
}

const SIGNS: Readonly<Record<string, string>> = { new: '+', replaced: '±', gone: '×' }

function cell(
  [term, short, full]: StoryEntry,
  index: number,
  { commit, durable, role }: Sight,
  news: string,
): string {
  const isCommitted = role < DOWN && index <= commit
  const isDurable = index <= durable || durable === UNTOLD
  const states = [
    isCommitted ? 'committed' : 'open',
    isDurable ? 'durable' : 'written',
    ...(news === '' ? [] : [news]),
  ]
  const where = durable === UNTOLD ? '' : isDurable ? '; on stable storage' : '; not on stable storage yet'
  const told = `entry ${index} of term ${numberText(term)}: ${full}; ${isCommitted ? 'committed' : 'not known to be committed'}${where}${news === 'gone' ? '; just cut off' : news === '' ? '' : '; just appended'}`
  return element(
    'li',
    { class: `entry ${states.join(' ')}`, title: told },
    element('span', { class: 'index' }, text(String(index))),
    element('b', {}, text(`t${numberText(term)}`)),
    element('span', { class: 'short' }, text(short)),
    ...(news === '' ? [] : [element('span', { class: 'sign' }, SIGNS[news] as string)]),
  )
}

function compacted(index: number, isTrace: boolean): string {
  return element(
    'li',
    { class: 'entry compacted', title: `entry ${index} is ${isTrace ? 'not told here' : 'in a snapshot'}` },
    element('span', { class: 'index' }, text(String(index))),
  )
}

/** What is on stable storage, and what is on its way there. */
function diskLine(before: Sight, now: Sight, names: readonly string[]): string {
  const stored = ({ storedTerm }: Sight): string => (storedTerm === -1 ? 'damaged' : numberText(storedTerm))
  const facts = [
    fact('term', stored(before), stored(now)),
    fact('voted', voteText(before.storedVote, names), voteText(now.storedVote, names)),
    fact('log to', before.durable, now.durable),
    ...(before.snapshot + now.snapshot === 0 ? [] : [fact('snapshot to', before.snapshot, now.snapshot)]),
  ]
  const isNews = before.writing !== now.writing
  const words = now.role >= DOWN ? 'not flushed: ' : 'writing: '
  const writing =
    now.writing === ''
      ? []
      : [
          element(
            'span',
            { class: 'writing' },
            text(words),
            isNews ? element('ins', {}, element('b', {}, text(now.writing))) : text(now.writing),
          ),
        ]
  const held =
    now.held === 0 ? [] : [element('span', { class: 'writing' }, text(`${now.held} waiting for it`))]
  const condition = now.condition === '' ? [] : [element('span', { class: 'condition' }, text(now.condition))]
  return element(
    'div',
    { class: 'disk' },
    element('span', { class: 'label' }, 'disk'),
    ...facts,
    ...writing,
    ...held,
    ...condition,
  )
}
