import { expect, test } from 'vitest'
import { clusterOf } from './cluster-of.ts'
import { FEATURES } from './feature.ts'
import { featuresOf } from './features-of.ts'
import { planOf } from './plans.ts'

const SEEDS = Array.from({ length: 12 }, (_, place) => place + 1)

test('a cluster of plain Raft has no features', () => {
  for (const seed of SEEDS) expect(featuresOf(clusterOf(planOf(seed, { features: [] })))).toEqual([])
})

test.each(FEATURES)('what a plan draws for %s is seen in the cluster, and nothing else', (feature) => {
  const seen = SEEDS.map((seed) => featuresOf(clusterOf(planOf(seed, { features: [feature] }))))
  expect(new Set(seen.flat())).toEqual(new Set([feature]))
})
