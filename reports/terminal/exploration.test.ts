import { expect, test } from 'vitest'
import { breadthFirst } from '../../harness/explore/breadth-first.ts'
import { twoPhaseCommit } from '../../harness/explore/models/two-phase-commit.ts'
import { explorationText, progressText } from './exploration.ts'

const model = twoPhaseCommit({ managers: 3 })

test('a verdict says what it rests on', () => {
  expect(explorationText(breadthFirst(model))).toBe(
    'ok: every state was looked at, 288 of them up to depth 11',
  )
  expect(explorationText(breadthFirst(model, { depth: 5 }))).toBe(
    'undecided: no violation up to depth 5, frontier 50; the bound on depth ended the search',
  )
  const bad = { ...model, verdict: (words: Int32Array, at: number) => (words[at + 1] === 2 ? 1 : 0) }
  expect(explorationText(breadthFirst(bad))).toBe(
    'violation: "no resource manager commits while another one aborts" is broken after 1 step',
  )
})

test('the live line says how far a search is, and guesses what remains only where there is a trend', () => {
  const progress = { states: 2e6, generated: 2e7, depth: 9, waiting: 1e5, found: 2e5, bytes: 5e7 }
  expect(progressText({ ...progress, levels: [1, 2, 4] }, 4)).toBe(
    '2.00 M states, 500 k/s, depth 9, 100 k wait and 200 k behind them, 50 MB, no telling how many remain',
  )
  const levels = [1, 10, 60, 200, 400, 600, 700, 650, 500, 350, 200]
  expect(progressText({ ...progress, levels, found: 20 }, 4)).toMatch(/perhaps \d+ remain$/)
})
