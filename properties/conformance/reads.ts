import { tellsAll } from '../../harness/traces/semantics.ts'
import { TraceKind, UNKNOWN, type TraceEvent } from '../../harness/traces/trace-event.ts'
import { fault, type Fault, type Place } from './fault.ts'
import type { Case } from './suspect.ts'

/** A read that was asked, where, and how far was committed then. */
interface Asked {
  readonly at: Place
  readonly committed: number
  readonly committedAt: Place | null
}

/** The reads that wait for an answer, and how far the cluster is known to have committed. */
export interface Reads {
  readonly asked: Map<string, Asked>
  committed: number
  committedAt: Place | null
}

/** No read was asked. */
export function noReads(): Reads {
  return { asked: new Map(), committed: 0, committedAt: null }
}

/** Some server has committed up to an index. */
export function noteCommitted(reads: Reads, index: number, at: Place): void {
  if (index <= reads.committed) return
  reads.committed = index
  reads.committedAt = at
}

/** A client asks to read, here first: whatever is committed by now, it must see. */
export function askRead(reads: Reads, { context, file, line }: TraceEvent): void {
  if (context === null || reads.asked.has(context)) return
  const { committed, committedAt } = reads
  reads.asked.set(context, { at: { file, line }, committed, committedAt })
}

/** It is told to wait until that index is applied, which must cover what was committed when it asked. */
export function answerRead(its: Case, reads: Reads, { context, index, server }: TraceEvent): Fault | null {
  if (context === null || index === UNKNOWN || its.semantics.order !== 'total') return null
  if (!tellsAll(its.semantics, TraceKind.ReadAsked)) return null
  const asked = reads.asked.get(context)
  if (asked === undefined) return null
  its.fields++
  its.explained++
  if (index >= asked.committed) return null
  const reason = `a read at ${its.name(server)} is answered as of index ${index}, and ${asked.committed} was committed when it was asked`
  return fault('reads', reason, [`index ${asked.committed} or more`], [asked.at, asked.committedAt])
}
