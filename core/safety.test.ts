import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from './log/entry.ts'
import { entryAt, lastIndex, termAt } from './log/log.ts'
import { Role, type Server } from './server.ts'
import { serialise } from './snapshots/serialise.ts'
import type { Step } from './step.ts'
import { configurationAt } from './log/log.ts'
import { walk, walks } from './testing/walk.ts'

/** Asks of every step of many walks, with a memory of its own for each walk. */
function always<Memory>(
  start: () => Memory,
  holds: (memory: Memory, before: Server, taken: Step) => void,
): void {
  fc.assert(
    fc.property(walks, (way) => {
      const memory = start()
      walk(way, (before, _, taken) => holds(memory, before, taken))
    }),
    { numRuns: 200 },
  )
}

test('Figure 3, Election Safety: at most one leader is elected in a term', () => {
  const start = (): Map<number, number> => new Map()
  always(start, (leaders, _, { server }) => {
    if (server.role !== Role.Leader) return
    const known = leaders.get(server.currentTerm) ?? server.id
    expect(server.id).toBe(known)
    leaders.set(server.currentTerm, known)
  })
})

test('Figure 3, Log Matching: entries of the same index and term are the same, and so are those before them', () => {
  const start = (): Map<string, readonly [Entry, number]> => new Map()
  always(start, (seen, before, { server }) => {
    if (server.log === before.log) return
    for (let index = server.log.baseIndex + 1; index <= lastIndex(server.log); index++) {
      const entry = entryAt(server.log, index)
      const name = `${index}@${entry.term}`
      const [known, previous] = seen.get(name) ?? [entry, termAt(server.log, index - 1)]
      expect([entry, termAt(server.log, index - 1)]).toEqual([known, previous])
      seen.set(name, [known, previous])
    }
  })
})

test('Figure 3, Leader Completeness: what a leader has committed is in the log of every leader of a later term', () => {
  interface Committed {
    readonly index: number
    readonly term: number
    readonly inTerm: number
  }
  const start = (): Committed[] => []
  always(start, (committed, before, { server }) => {
    if (server.role !== Role.Leader) return
    if (before.role !== Role.Leader || before.currentTerm !== server.currentTerm)
      for (const { index, term, inTerm } of committed)
        if (inTerm < server.currentTerm && index > server.log.baseIndex)
          expect(termAt(server.log, index)).toBe(term)
    const { commitIndex, currentTerm } = server
    if (commitIndex > before.commitIndex)
      committed.push({ index: commitIndex, term: termAt(server.log, commitIndex), inTerm: currentTerm })
  })
})

test('Figure 3, State Machine Safety: servers that have applied as much hold the same state', () => {
  const start = (): Map<number, Uint8Array> => new Map()
  always(start, (states, before, { server }) => {
    const { log, lastApplied, sessions, machine } = server
    if (lastApplied === before.lastApplied) return
    const configuration = configurationAt(log, lastApplied)
    const bytes = serialise({ configuration, sessions, machine })
    const known = states.get(lastApplied) ?? bytes
    expect(bytes).toEqual(known)
    states.set(lastApplied, known)
  })
})
