import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frozen } from '../../core/testing/frozen-step.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { smallWorld } from '../../harness/testing/small-world.ts'
import { walk, walks, type Walk } from '../../harness/testing/walk.ts'
import { electionSafety } from './election-safety.ts'
import { leaderAppendOnly } from './leader-append-only.ts'
import { leaderCompleteness } from './leader-completeness.ts'
import { logMatching } from './log-matching.ts'
import { stateMachineSafety } from './state-machine-safety.ts'

const monitors = [electionSafety, leaderAppendOnly, logMatching, leaderCompleteness, stateMachineSafety]
const named = (monitors as Monitor[]).map((monitor) => [monitor.name, monitor] as const)

/** What a monitor made of a transition. */
interface Judged {
  readonly before: unknown
  readonly after: unknown
  /** Whether anything changed that the monitor watches. */
  readonly watched: boolean
  /** Judges the transition once more, from the memory before it. */
  again(): unknown
}

/** Has a monitor judge a walk. Nobody can change its memories; a violation fails the test. */
function judge(monitor: Monitor, chosen: Walk, see: (judged: Judged) => void): void {
  const world = smallWorld()
  const report = { violation: ({ title }: { title: string }) => expect.fail(title), undecided: expect.fail }
  let memory = frozen(monitor.start(world.cluster))
  walk(world, chosen, {
    see: (transition) => {
      const before = memory
      const again = (): unknown => monitor.see(before, transition, report)
      memory = frozen(again())
      see({ before, after: memory, watched: (transition.changed & monitor.watches) !== 0, again })
    },
  })
}

test.each(named)('%s holds on the correct core, whatever happens to it', (_name, monitor) => {
  let judged = 0
  const property = fc.property(walks, (chosen) => {
    judge(monitor, chosen, ({ watched }) => void (judged += Number(watched)))
  })
  fc.assert(property, { numRuns: 30 })
  expect(judged).toBeGreaterThan(50)
})

test.each(named)('%s keeps its memory as a value: judging twice gives the same', (_name, monitor) => {
  const property = fc.property(walks, (chosen) => {
    judge(monitor, chosen, ({ before, after, again }) => {
      if (after === before) expect(again()).toBe(before)
      else expect(again()).toEqual(after)
    })
  })
  fc.assert(property, { numRuns: 10 })
})

test.each(named)('%s gives the same memory back where nothing changed that it watches', (_name, monitor) => {
  const property = fc.property(walks, (chosen) => {
    judge(monitor, chosen, ({ before, after, watched }) => {
      if (!watched) expect(after).toBe(before)
    })
  })
  fc.assert(property, { numRuns: 10 })
})
