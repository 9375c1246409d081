import { expect, test } from 'vitest'
import { searchJudges } from './checked-model.ts'
import { boundsOf } from './commands/check/bounds-of.ts'
import { PLAIN, type Shape } from './commands/check/shape.ts'
import { breadthFirst } from './harness/explore/breadth-first.ts'
import type { Exploration } from './harness/explore/exploration.ts'
import type { Bounds, Reductions } from './harness/explore/world/bounds.ts'
import { worldModel } from './harness/explore/world/world-model.ts'
import type { Monitor } from './harness/monitor.ts'
import { loadTarget } from './harness/targets/load-target.ts'
import type { Target } from './harness/targets/target.ts'
import { boundsOfSearch, reductionsOfSearch, ZOO_SEARCHES, type ZooSearch } from './scenarios/zoo/searches.ts'
import { witnessOf } from './scenarios/zoo/witness-of.ts'
import { findBug, type Bug } from './scenarios/zoo/zoo.ts'

/** A bug of the zoo that one monitor alone sees, however far a search goes within its bounds, or as early as that. */
const IN_THE_ZOO: readonly (readonly [monitor: string, bug: string, 'at all' | 'so early'])[] = [
  ['one vote a term', 'V-E7', 'at all'],
  ['matchIndex rises with what is replicated', 'V-L4', 'at all'],
  ['committed means durable on a quorum', 'V-D3', 'at all'],
  ['state-machine safety', 'V-D8', 'at all'],
  ['linearizability', 'V-C1', 'at all'],
  ['election safety', 'V-E2', 'so early'],
  ['leader completeness', 'V-E5', 'so early'],
  ['log matching', 'V-L10', 'so early'],
  ['monotonic terms and indices', 'V-L6', 'so early'],
  ['one change at a time', 'V-M1', 'so early'],
]

/** Cores broken so that a monitor sees it which no bug of the zoo has to itself. */
const MADE: readonly {
  readonly monitor: string
  readonly what: string
  readonly shape: Partial<Shape>
  readonly patch: string
}[] = [
  {
    monitor: 'leader append-only',
    what: 'a leader that hears from an older one deletes what it has not committed',
    shape: {},
    patch: `--- a/core/replication/accept.ts
+++ b/core/replication/accept.ts
@@ -17,2 +17,3 @@
   if (request.term < currentTerm) {
+    if (role === Role.Leader) change(draft).log = truncateAfter(draft.server.log, draft.server.commitIndex)
     ask(draft, send(outdated(id, from, currentTerm), Needs.Term))
`,
  },
  {
    monitor: 'what is durable outlasts a crash',
    what: 'a server starts without the last entry on its disk',
    shape: { terms: 1, crashes: 1 },
    patch: `--- a/core/recovery/recover.ts
+++ b/core/recovery/recover.ts
@@ -5,3 +5,3 @@
 import { writtenUpTo, type Written } from '../journal/written.ts'
-import { compactTo, lastIndex, termAt, type Log } from '../log/log.ts'
+import { compactTo, lastIndex, termAt, truncateAfter, type Log } from '../log/log.ts'
 import { machineOf } from '../machines/machine.ts'
@@ -41,3 +41,3 @@
   const machine = newest<AppliedState>(disk[DiskFile.Machine], whole[DiskFile.Machine])
-  const { log: journal } = replayed
+  const journal = truncateAfter(replayed.log, lastIndex(replayed.log) - 1)
   const log = snapshot === null || holds(journal, snapshot) ? journal : logBehind(journal, snapshot)
`,
  },
  {
    monitor: 'quorums of adjacent configurations meet',
    what: 'where one server is changed at a time, two may go at once',
    shape: { terms: 1, membership: 'single-server', changes: 'S1' },
    patch: `--- a/core/reconfiguration/change-members.ts
+++ b/core/reconfiguration/change-members.ts
@@ -68,3 +68,3 @@
   if (voters === 0 || (voters | learners) >> server.options.servers !== 0) return true
-  if (server.options.membership === MembershipKind.SingleServer && sizeOf(voters ^ latest.voters) > 1)
+  if (server.options.membership === MembershipKind.SingleServer && sizeOf(voters ^ latest.voters) > 2)
     return true
`,
  },
]

/** What is broken, and where that is looked for. */
interface Broken {
  readonly target: Target
  readonly bounds: Bounds
  readonly reductions: Reductions
}

function judgedBy(
  { target, bounds, reductions }: Broken,
  judges: readonly Monitor[],
  depth?: number,
): Exploration {
  const model = worldModel({
    target,
    monitors: judges,
    bounds,
    reductions: { ...reductions, deadMessages: false },
  })
  return breadthFirst(model, depth === undefined ? {} : { depth })
}

/** All monitors see it through this one, and without it no other does within the same bounds, or as early. */
function expectOnly(monitor: string, broken: Broken, whole: boolean): void {
  const all = searchJudges(broken.target).checked
  const { violation, depth } = judgedBy(broken, all)
  expect(violation?.property).toBe(monitor)
  const others = all.filter(({ name }) => name !== monitor)
  expect(others).toHaveLength(all.length - 1)
  const without = judgedBy(broken, others, whole ? undefined : depth)
  expect([without.verdict, without.cut]).toEqual(whole ? ['ok', undefined] : ['undecided', 'depth'])
}

test.each(IN_THE_ZOO)('only %s sees %s %s', async (monitor, name, when) => {
  const row = ZOO_SEARCHES.find(({ bug }) => bug === name) as ZooSearch
  const bug = findBug(name).bug as Bug
  const target = await loadTarget({ kind: 'core', patch: bug.patch })
  const bounds = boundsOfSearch(row, witnessOf(bug).cluster)
  expectOnly(monitor, { target, bounds, reductions: reductionsOfSearch(row) }, when === 'at all')
})

test.each(MADE)('only $monitor sees so early that $what', async ({ monitor, shape, patch }) => {
  const target = await loadTarget({ kind: 'core', patch: { name: 'made.patch', text: patch } })
  const reductions = { symmetry: true, deadVariables: false, deadMessages: false, partialOrder: false }
  expectOnly(monitor, { target, bounds: boundsOf({ ...PLAIN, ...shape }), reductions }, false)
})

test('every monitor that a search asks is in one of the tables, but that of leases, which need a clock', async () => {
  const told = [...IN_THE_ZOO.map(([monitor]) => monitor), ...MADE.map(({ monitor }) => monitor)]
  const judges = searchJudges(await loadTarget({ kind: 'core' })).checked.map(({ name }) => name)
  expect([...told, 'no leader beside a lease'].toSorted()).toEqual(judges.toSorted())
})
