import { expect, test } from 'vitest'
import { addReached, blankReach } from '../../harness/campaign/reach.ts'
import { newnessText, situationsText, unreachedText, type Reached } from './reach-text.ts'

/** Twenty seeds from 100: all reach one situation, and a new abstract state each as long as they are few. */
function campaign(situations: readonly string[]): Reached {
  const reach = blankReach()
  for (let seed = 100; seed < 120; seed++) {
    const states = seed < 106 ? new Set([1, seed]) : new Set([1])
    addReached(reach, seed, seed === 113 ? ['split-vote', 'two-leaders'] : ['split-vote'], states)
  }
  return { reach, firstSeed: 100, seeds: 20, situations }
}

test('the rarest come first, and those that nobody reached are named', () => {
  const told = campaign(['split-vote', 'three-leaders', 'two-leaders'])
  expect(situationsText(told)).toBe(
    '2 of 3 reached; in the fewest seeds two-leaders (5.0 %), split-vote (100.0 %)',
  )
  expect(unreachedText(told)).toBe('three-leaders')
  expect(unreachedText(campaign(['split-vote']))).toBeUndefined()
})

test('what was new is told part by part', () => {
  expect(newnessText(campaign([]))).toBe(
    '█▆▆▁▁▁▁▁▁▁ new abstract states by tenths of the seeds: 3 2 2 0 0 0 0 0 0 0; situations: 1 0 0 0 0 0 1 0 0 0, the last at seed 113',
  )
})

test('a campaign of no seed has reached nothing', () => {
  const nothing = { reach: blankReach(), firstSeed: 1, seeds: 0, situations: ['split-vote'] }
  expect([situationsText(nothing), newnessText(nothing)]).toEqual([
    '0 of 1 reached',
    '▁ new abstract states by parts of the seeds: 0',
  ])
})
