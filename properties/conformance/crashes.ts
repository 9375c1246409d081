import { showsEveryState } from '../../harness/traces/semantics.ts'
import { UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import type { Belief } from './belief.ts'
import type { Place } from './fault.ts'
import { letGo } from './receives.ts'
import { durableAs, sameDurable, unknownDisk } from './starts.ts'
import type { Case, Suspect } from './suspect.ts'
import { logUpTo, termAt } from './term-log.ts'

/** So many states are kept of what a server may have written since it last said what is durable. */
const MOST_UNWRITTEN = 256

/** A server is gone, with all that is not on its disk. */
export function crash(its: Case, suspect: Suspect, { file, line }: TraceEvent): null {
  if (its.semantics.disk === 'at least as told') {
    for (const belief of suspect.beliefs.flatMap((one) => letGo(its, suspect, one))) {
      noteWritten(suspect, belief, { file, line })
      const instead = withSaved(belief)
      if (instead !== null) noteWritten(suspect, instead, { file, line })
    }
    if (!showsEveryState(its.semantics)) {
      // Where a trace does not tell whatever a server becomes, it may have become anything since.
      suspect.since.push(unknownDisk({ file, line }))
    } else if (its.blind) {
      // A snapshot may have come unseen, and be on the disk.
      for (const belief of suspect.beliefs) noteWritten(suspect, { ...belief, log: null }, { file, line })
    }
  }
  suspect.up = false
  suspect.starting = false
  suspect.crashedAt = { file, line }
  return null
}

/** A snapshot that came whole may be on the disk already, in the place of a log that has yet to make way for it. */
function withSaved(belief: Belief): Belief | null {
  const { saved, log } = belief
  if (saved === null) return null
  const { index, logTerm } = saved.message
  if (index === UNKNOWN) return { ...belief, log: null }
  return log !== null && index <= log.last && termAt(log, index) === logTerm
    ? null
    : { ...belief, log: logUpTo(index, logTerm) }
}

/** What it is now may be on its disk, if it crashes before it says what is. */
export function noteWritten(suspect: Suspect, belief: Belief, at: Place): void {
  const now = durableAs(belief, at)
  const last = suspect.since[suspect.since.length - 1] ?? suspect.durable
  if (last !== null && last !== undefined && sameDurable(last, now)) return
  if (suspect.since.length > MOST_UNWRITTEN) suspect.since = [unknownDisk(at)]
  suspect.since.push(now)
}
