import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frozen } from '../../core/testing/frozen-step.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { smallWorld } from '../../harness/testing/small-world.ts'
import { walk, walks } from '../../harness/testing/walk.ts'
import { electionSafety } from './election-safety.ts'
import { leaderAppendOnly } from './leader-append-only.ts'
import { leaderCompleteness } from './leader-completeness.ts'
import { logMatching } from './log-matching.ts'
import { stateMachineSafety } from './state-machine-safety.ts'

const safety = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
] as Monitor[]

/** Has a monitor judge a walk, and shows its memory before and after each transition. */
function judge(monitor: Monitor, chosen: Parameters<typeof walk>[1], see: (step: Judged) => void): void {
  const world = smallWorld()
  const report = {
    violation: ({ title }: { title: string }) => expect.fail(title),
    undecided: (reason: string) => expect.fail(reason),
  }
  let memory = frozen(monitor.start(world.cluster))
  walk(world, chosen, (transition) => {
    const before = memory
    memory = frozen(monitor.see(before, transition, report))
    see({
      before,
      after: memory,
      watched: (transition.changed & monitor.watches) !== 0,
      again: () => monitor.see(before, transition, report),
    })
  })
}

/** What a monitor made of a transition. */
interface Judged {
  readonly before: unknown
  readonly after: unknown
  /** Whether anything changed that the monitor watches. */
  readonly watched: boolean
  /** Judges the transition once more, from the memory before it. */
  again(): unknown
}

test.each(safety)('%s holds on the correct core, whatever happens to it', (_name, monitor) => {
  let judged = 0
  const property = fc.property(walks, (chosen) =>
    judge(monitor, chosen, ({ watched }) => {
      if (watched) judged++
    }),
  )
  fc.assert(property, { numRuns: 30 })
  expect(judged).toBeGreaterThan(50)
})

test.each(safety)(
  '%s keeps its memory as a value: judging twice gives the same, and harms nothing',
  (_name, monitor) => {
    const property = fc.property(walks, (chosen) =>
      judge(monitor, chosen, ({ before, after, again }) => {
        if (after !== before) expect(again()).toEqual(after)
        else expect(again()).toBe(before)
      }),
    )
    fc.assert(property, { numRuns: 10 })
  },
)

test.each(safety)(
  '%s gives the same memory back where nothing happened that it watches',
  (_name, monitor) => {
    const property = fc.property(walks, (chosen) =>
      judge(monitor, chosen, ({ before, after, watched }) => {
        if (!watched) expect(after).toBe(before)
      }),
    )
    fc.assert(property, { numRuns: 10 })
  },
)
