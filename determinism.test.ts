import { expect, test } from 'vitest'
import { determinism } from './determinism.ts'
import { ActionKind } from './harness/world/action.ts'

/** A core that now and then denies a vote for no reason. */
const fickle = {
  name: 'fickle.patch',
  text: `--- a/core/elections/grant.ts
+++ b/core/elections/grant.ts
@@ -38,5 +38,5 @@
  * up-to-date as receiver's log, grant vote" (Figure 2): one vote a term, first come, first served (5.2).
  */
 function mayVoteFor(server: Server, request: RequestVote): boolean {
-  if (request.term < server.currentTerm) return false
+  if (request.term < server.currentTerm || Math.random() < 0.5) return false
   if (server.votedFor !== NOBODY && server.votedFor !== request.from) return false
`,
}

test('in two processes and in opposite orders, each seed of the core comes out the same', async () => {
  const { seeds, actions, mismatches } = await determinism({ seeds: 40, plan: { storm: 1_000_000 } })
  expect([seeds, mismatches]).toEqual([40, []])
  expect(actions).toBeGreaterThan(1000)
})

test('a target that rolls dice of its own is caught, at the first action that differs, with both sides', async () => {
  const { mismatches } = await determinism({
    seeds: 3,
    plan: { servers: 5, storm: 3_000_000, features: [] },
    target: { kind: 'core', patch: fickle },
  })
  expect(mismatches.map(({ seed }) => seed)).toEqual([1, 2, 3])
  for (const { action, sides } of mismatches) {
    const [one, other] = sides
    expect(action).toBeGreaterThan(0)
    expect(one.print.fingerprint).not.toBe(other.print.fingerprint)
    expect(one.action?.kind).toBe(ActionKind.Deliver)
    expect(one.action).toEqual(other.action)
    expect(one.aftermath?.votedFor).not.toBe(other.aftermath?.votedFor)
  }
})

test('interrupted, it compares what it has of both', async () => {
  const controller = new AbortController()
  const progress = (): void => controller.abort()
  const result = await determinism({ seeds: 1000, signal: controller.signal, progress })
  expect(result.interrupted).toBe(true)
  expect(result.seeds).toBeLessThan(1000)
  expect(result.mismatches).toEqual([])
})
