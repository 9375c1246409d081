import { expect, test } from 'vitest'
import { loadTarget } from '../../harness/targets/load-target.ts'
import { monitors } from '../../properties/monitors.ts'
import { situations } from '../../properties/situations.ts'
import { playScenario } from '../play.ts'
import { comesTrue } from '../testing/comes-true.ts'
import { expectStory } from '../testing/expect-story.ts'
import { storyFolder } from '../testing/story-folder.ts'
import { writeScenario } from '../text/write-scenario.ts'
import { findBug } from '../zoo/zoo.ts'

const stories = storyFolder(import.meta.dirname)
const { files, read } = stories

test('there are scenarios from the paper', () => {
  expect(files).toContain('figure-7.scenario')
  expect(files).toContain('figure-8-overwritten.scenario')
  expect(files).toContain('figure-8-committed.scenario')
})

test.each(files)('%s comes true, and stands as it is written', (file) => expectStory(stories, file))

test('without its second request for votes, the split vote stays split', () => {
  const scenario = read('split-vote.scenario')
  const request = scenario.lines.findIndex(
    (line) => line.kind === 'action' && writeScenario({ ...scenario, lines: [line] }).includes('Vote t2'),
  )
  expect(request).toBeGreaterThan(0)
  expect(comesTrue({ ...scenario, lines: scenario.lines.toSpliced(request, 1) })).toBe(false)
})

test('Figure 7 tells of the logs: with another log at any follower, the story comes out differently', () => {
  const scenario = read('figure-7.scenario')
  const { cluster } = scenario
  for (const { server } of cluster.given.slice(2)) {
    const given = cluster.given.map((one) => (one.server === server ? { ...one, log: [] } : one))
    expect(
      comesTrue({ ...scenario, cluster: { ...cluster, given } }),
      `without the log of S${server + 1}`,
    ).toBe(false)
  }
})

test.each([
  ['figure-8-overwritten', 'V-L1', 'leader completeness'],
  ['up-to-date-check', 'V-E5', 'leader completeness'],
  ['even-split', 'V-E8', 'election safety'],
  ['stale-read', 'V-R1', 'linearizability'],
  ['crash-between-write-and-reply', 'V-C1', 'linearizability'],
])('%s tells of a rule: on a core with %s it shows a violation of %s', async (story, bug, property) => {
  const target = await loadTarget({ kind: 'core', patch: findBug(bug).patch })
  const { outcome } = playScenario(read(`${story}.scenario`), target, monitors, { situations })
  expect(outcome.violations.map((violation) => violation.property)).toEqual([property])
})

test('duplicated-vote tells of a rule: on a core with V-E2 the candidate leads too early', async () => {
  const target = await loadTarget({ kind: 'core', patch: findBug('V-E2').patch })
  const { failures } = playScenario(read('duplicated-vote.scenario'), target, monitors, { situations })
  expect(failures.map(({ expected, found }) => `${expected}: ${found}`)).toEqual([
    'S1 candidate in term 1: S1 leader in term 1',
  ])
})
