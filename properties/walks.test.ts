import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation, type Command } from '../core/command.ts'
import { frozen } from '../core/testing/frozen-step.ts'
import type { Monitor } from '../harness/monitor.ts'
import { smallWorld } from '../harness/testing/small-world.ts'
import { walk, walks, type Walk } from '../harness/testing/walk.ts'
import type { World } from '../harness/world/world.ts'
import { monitors, rules } from './monitors.ts'
import { idleSteps } from './rules/idle-steps.ts'
import { starts } from './rules/starts.ts'

/** Those whose verdict grows with a run; linearizability has its own at the end, and of liveness nothing is asked before a calm. */
const named = [...monitors, ...rules]
  .filter(({ name, grade }) => name !== 'linearizability' && grade !== 'liveness')
  .map((monitor) => [monitor.name, monitor] as const)

/** Those that watch for what a correct core seldom or never shows. */
const SELDOM: readonly Monitor[] = [idleSteps, starts]

/** What a monitor made of a transition. */
interface Judged {
  readonly before: unknown
  readonly after: unknown
  /** Whether anything changed that the monitor watches. */
  readonly watched: boolean
  /** Judges the transition once more, from the memory before it. */
  again(): unknown
}

/** C1 writes and has the members changed in turn; C2 has the leader changed. */
const eventful = [0, 1].map((session) =>
  Array.from({ length: 12 }, (_, place): Command => {
    const { Write, Reconfigure, TransferLeadership } = Operation
    const operation = session === 1 ? TransferLeadership : place % 2 === 0 ? Write : Reconfigure
    const value = operation === TransferLeadership ? place % 3 : [0b11, 0b110, 0b111, 0b1][(place >> 1) % 4]
    return {
      session,
      serial: place + 1,
      registration: 0,
      operation,
      key: 0,
      value: value as number,
      expected: 0,
    }
  }),
)

/** A plain cluster, or one that compacts its logs, changes its members and holds its elections as in practice. */
function worldFor({ seed }: Walk): World {
  if (seed % 3 === 0) return smallWorld()
  const elections = seed % 2 === 0
  return smallWorld({
    options: {
      snapshotThreshold: 1 + (seed % 2),
      trailingEntries: seed % 5 === 0 ? 2 : 0,
      snapshotChunk: 16,
      preVote: elections,
      checkQuorum: elections,
      stickiness: elections,
      registration: seed % 4 === 1,
      sessionTimeout: seed % 3 === 1 ? 300_000 : 0,
      mostSessions: seed % 5 === 1 ? 1 : 0,
      leaseReads: seed % 4 === 1,
    },
    synchronousDisk: seed % 7 === 0,
    operations: eventful,
  })
}

/** Has a monitor judge a walk. Nobody can change its memories; a violation fails the test. */
function judge(monitor: Monitor, chosen: Walk, see: (judged: Judged) => void): void {
  const world = worldFor(chosen)
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
  fc.assert(property, { numRuns: 40 })
  if (!SELDOM.includes(monitor)) expect(judged).toBeGreaterThan(50)
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
