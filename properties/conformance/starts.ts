import { showsEveryState, tellsAll } from '../../harness/traces/semantics.ts'
import {
  TraceKind,
  TraceRole,
  UNKNOWN,
  type TraceEvent,
  type TraceState,
} from '../../harness/traces/trace-event.ts'
import { blankBelief, startedWith, type Belief } from './belief.ts'
import { fault, type Fault } from './fault.ts'
import { loaded } from './settle.ts'
import type { Case, Durable, Suspect } from './suspect.ts'
import { cut, firstDifference, sameLog, termAt, type TermLog } from './term-log.ts'

/**
 * A server starts. The first time nothing says what it should have; then it must go on with what was on its disk: what is
 * durable for certain, or what was being written when it crashed.
 */
export function start(its: Case, suspect: Suspect, event: TraceEvent): Fault | null {
  const known = suspect.beliefs.length > 0
  if (!suspect.starting) {
    suspect.first = !known
    suspect.applied = UNKNOWN
    const shows = showsEveryState(its.semantics) || tellsAll(its.semantics, TraceKind.Commit)
    // What it finds on its disk may be a snapshot that came unseen.
    const committed = shows && !its.blind ? Math.max(...suspect.beliefs.map(committedBy)) : Infinity
    suspect.beliefs = known
      ? choices(its, suspect).map((durable) => begun(durable, committed))
      : [blankBelief()]
  }
  suspect.starting = true
  suspect.up = true
  if (event.applied !== UNKNOWN) suspect.applied = event.applied
  const { state } = event
  if (state === null) return null
  if (state.role !== UNKNOWN && state.role !== TraceRole.Follower) {
    return fault('roles', `${its.name(suspect.server)} starts, and not as a follower`, ['a follower'], [])
  }
  if (suspect.first) return loadFirst(its, suspect, state)
  return goOn(its, suspect, state)
}

/** The first start tells piece by piece what is loaded: nothing of that goes back. */
function loadFirst(its: Case, suspect: Suspect, state: TraceState): Fault | null {
  const { term, vote, commit, last } = state
  const [belief] = suspect.beliefs
  if (belief === undefined) return null
  const backwards =
    (term !== UNKNOWN && term < belief.term) ||
    (commit !== UNKNOWN && commit < belief.commitLow) ||
    (last !== UNKNOWN && belief.log !== null && last < belief.log.last) ||
    (term !== UNKNOWN && term === belief.term && belief.vote >= 0 && vote !== UNKNOWN && vote !== belief.vote)
  const wrong = backwards || (term === 0 && vote >= 0)
  if (wrong) {
    const reason = `${its.name(suspect.server)} starts, and what it has loaded goes back, or is a vote in no term`
    return fault(
      'restart',
      reason,
      [`term ${belief.term}, a log up to ${belief.log?.last ?? 0}`],
      [suspect.at],
    )
  }
  suspect.beliefs = [loaded(state, belief)]
  return null
}

/** What it may find: what is durable, what was being written, and all that it may have written since without saying. */
function choices({ semantics }: Case, { durable, ready, since }: Suspect): Durable[] {
  const found: Durable[] = []
  if (durable !== null && semantics.disk !== 'not told') found.push(durable)
  if (semantics.disk === 'by ready' && ready !== null && ready !== durable) found.push(ready)
  if (semantics.disk === 'at least as told') found.push(...since)
  return found.length === 0 ? [unknownDisk({ file: 0, line: 0 })] : found
}

/** Up to where it may know, or find on its disk, that all is committed. */
function committedBy({ commitHigh, saved }: Belief): number {
  if (saved === null) return commitHigh
  return saved.message.index === UNKNOWN ? Infinity : Math.max(commitHigh, saved.message.index)
}

/** It knows of no more to be committed than it did before, and where its disk told how much that was, no more than that. */
function begun({ term, vote, log, commit }: Durable, commitHigh: number): Belief {
  return startedWith(term, vote, log, commit === UNKNOWN ? commitHigh : commit)
}

/** Holds what a restarted server shows to what it may have found. */
function goOn(its: Case, suspect: Suspect, state: TraceState): Fault | null {
  const { term, vote, commit, last } = state
  const mayTear = its.semantics.disk === 'at least as told'
  const whole = mayTear ? torn(suspect, state) : suspect.beliefs
  const fits = whole.filter((belief) => {
    its.fields += 3
    its.explained += 3
    if (term !== UNKNOWN && belief.exact && term !== belief.term) return false
    if (vote !== UNKNOWN && belief.vote !== UNKNOWN && vote !== belief.vote && term === belief.term)
      return false
    if (last !== UNKNOWN && belief.log !== null && last !== belief.log.last) return false
    return commit === UNKNOWN || commit <= belief.commitHigh
  })
  if (fits.length === 0) return lost(its, suspect, state)
  suspect.beliefs = fits.map((belief) =>
    loaded(
      {
        ...state,
        last: belief.log === null ? last : UNKNOWN,
        vote: vote === UNKNOWN ? belief.vote : vote,
        term: term === UNKNOWN && belief.exact ? belief.term : term,
      },
      belief,
    ),
  )
  return null
}

/**
 * Its files are written each for itself, and of what was being written a part may be there: every log that may be, with
 * every term and vote. Where that is too much to keep apart, anything may be.
 */
function torn({ beliefs, durable }: Suspect, { last, lastTerm }: TraceState): Belief[] {
  if (last === UNKNOWN) return beliefs.map((belief) => ({ ...belief, log: null }))
  const certain = durable?.log ?? null
  const logs: (TermLog | null)[] = []
  // What a leader has had cut off may be gone already, and nothing yet in its place.
  const kept = Math.min(...beliefs.map(({ log }) => (log === null ? 0 : sharedWith(log, certain))))
  for (const { log } of beliefs) {
    const part = log === null ? null : partOf(log, kept, last, lastTerm)
    if (
      part === undefined ||
      logs.some((one) => one === part || (one !== null && part !== null && sameLog(one, part)))
    )
      continue
    logs.push(part)
  }
  const terms = beliefs.filter(
    (one, place) =>
      beliefs.findIndex(
        ({ term, exact, vote }) => term === one.term && exact === one.exact && vote === one.vote,
      ) === place,
  )
  if (terms.length * logs.length > MOST_ENDS)
    return [{ ...(beliefs[0] as Belief), exact: false, vote: UNKNOWN, log: null }]
  return terms.flatMap((belief) => logs.map((log) => ({ ...belief, log })))
}

/** So many states are kept that a server may start in. */
const MOST_ENDS = 64

/** Up to where a log agrees with what is durable for certain. */
function sharedWith(log: TermLog, certain: TermLog | null): number {
  if (certain === null) return 0
  const differs = firstDifference(log, certain, 1, Math.min(log.last, certain.last))
  return differs === 0 ? Math.min(log.last, certain.last) : differs - 1
}

/** What is left of a log that ends there now; `undefined`: that can not be, for more than that is kept. */
function partOf(log: TermLog, kept: number, last: number, lastTerm: number): TermLog | undefined {
  if (last > log.last || last < kept) return undefined
  const term = termAt(log, last)
  return lastTerm === UNKNOWN || term === UNKNOWN || term === lastTerm ? cut(log, last) : undefined
}

function lost(its: Case, suspect: Suspect, { term, vote, last, commit }: TraceState): Fault {
  const name = its.name(suspect.server)
  const voteText = (whom: number): string =>
    whom === UNKNOWN ? '' : whom < 0 ? ', no vote' : `, a vote for ${its.name(whom)}`
  const text = (ofTerm: number, whom: number, end: number | undefined): string =>
    `${ofTerm === UNKNOWN ? '' : `term ${ofTerm}`}${voteText(whom)}${end === undefined || end === UNKNOWN ? '' : `, a log up to ${end}`}`
  const allowed = suspect.beliefs.map(
    (belief) =>
      `${text(belief.term, belief.vote, belief.log?.last)}, a commitIndex up to ${belief.commitHigh}`,
  )
  return fault(
    'restart',
    `${name} starts again with ${text(term, vote, last)}, commitIndex ${commit}, which is not what it had on its disk`,
    allowed,
    [suspect.durable?.at, suspect.ready?.at, suspect.crashedAt],
  )
}

/** What is durable for certain now, by a belief. */
export function durableAs({ term, exact, vote, log }: Belief, at: Durable['at']): Durable {
  return { term: exact ? term : UNKNOWN, vote, commit: UNKNOWN, log, at }
}

/** A disk of which nothing is known. */
export function unknownDisk(at: Durable['at']): Durable {
  return { term: UNKNOWN, vote: UNKNOWN, commit: UNKNOWN, log: null, at }
}

/** What several have in common; the rest is not known. */
export function commonOf(all: readonly Durable[]): Durable {
  const [first, ...others] = all as [Durable, ...Durable[]]
  return others.reduce(
    (one, other) => ({
      ...one,
      term: one.term === other.term ? one.term : UNKNOWN,
      vote: one.vote === other.vote ? one.vote : UNKNOWN,
      log: one.log !== null && other.log !== null && sameLog(one.log, other.log) ? one.log : null,
    }),
    first,
  )
}

/** Whether two are the same, so that one is enough. */
export function sameDurable(one: Durable, other: Durable): boolean {
  if (one.term !== other.term || one.vote !== other.vote) return false
  if (one.log === null || other.log === null) return one.log === other.log
  return sameLog(one.log, other.log) && termAt(one.log, one.log.last) === termAt(other.log, other.log.last)
}
