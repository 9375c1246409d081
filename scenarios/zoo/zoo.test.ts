import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runTrial } from '../../harness/campaign/trial.ts'
import { clusterOf } from '../../harness/plan/cluster-of.ts'
import { planOf } from '../../harness/plan/plans.ts'
import { scheduler } from '../../harness/schedule/scheduler.ts'
import { loadTarget } from '../../harness/targets/load-target.ts'
import { openWorld } from '../../harness/world/world.ts'
import { findBug, listBugs } from './zoo.ts'

const bugs = listBugs()

describe('the zoo', () => {
  it('is in the order of its numbers', () => {
    const names = bugs.map(({ name }) => name)
    expect(names.filter((name) => /^V-L\d/.test(name))).toEqual([
      'V-L1',
      'V-L2',
      'V-L3',
      'V-L4',
      'V-L5',
      'V-L6',
      'V-L7',
      'V-L8',
      'V-L9',
      'V-L10',
      'V-L11',
    ])
    expect(names[0]).toBe('V-A1')
  })

  it('has files named as the bugs in them, and no bug twice', () => {
    for (const { name, patch } of bugs) expect(patch.name).toBe(name)
    expect(new Set(bugs.map(({ slug }) => slug)).size).toBe(bugs.length)
  })

  it.each(bugs)(
    'has with $name a core that still elects leaders and commits in calm water',
    async ({ name, patch }) => {
      const target = await loadTarget({ kind: 'core', patch })
      expect(target.name).toBe(`core with ${name}`)
      // Clocks of their own, because one of the bugs has all timeouts the same.
      const features = ['pipelining', 'clocks'] as const
      const plan = { ...planOf(1, { servers: 4, storm: 2_000_000, features }), episodes: [] }
      const world = openWorld(target, clusterOf(plan))
      const { gauge } = runTrial(world, scheduler(world, plan), [])
      expect(gauge.leaders).toBeGreaterThan(0)
      expect(gauge.committed).toBeGreaterThan(0)
      expect(gauge.acknowledged).toBeGreaterThan(0)
    },
  )
})

describe('what --bug names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zoo-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(['V-L11', 'v-l11', 'obey-deposed-leader'])('may be a name or a slug: %s', (name) => {
    expect(findBug(name).bug?.name).toBe('V-L11')
    expect(findBug(name).patch.name).toBe('V-L11')
  })

  it('may be a file, with the header of a bug or without', () => {
    const file = join(folder, 'mine.patch')
    const text = '--- a/core/term.ts\n+++ b/core/term.ts\n@@ -1 +1 @@\n-a\n+b\n'
    writeFileSync(file, text)
    expect(findBug(file)).toEqual({ patch: { name: 'mine.patch', text }, bug: undefined })
    const known = findBug('V-E8').patch.text
    writeFileSync(file, known)
    expect(findBug(file).patch).toEqual({ name: 'mine.patch', text: known })
    expect(findBug(file).bug?.slug).toBe('even-size-quorum')
  })

  it('is answered with names near it when there is none', () => {
    expect(() => findBug('V-L111')).toThrow(
      /^There is no bug "V-L111" in the zoo, and no file of that name\. Near it: .*V-L11 \(obey-deposed-leader\)/,
    )
    expect(() => findBug('stale-vote')).toThrow('V-E1 (stale-vote-reply)')
    expect(() => findBug(folder)).toThrow('There is no bug')
  })
})
