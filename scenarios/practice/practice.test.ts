import { expect, test } from 'vitest'
import { embeddedCore } from '../../harness/targets/core.ts'
import { monitors } from '../../properties/monitors.ts'
import { situations } from '../../properties/situations.ts'
import { playScenario } from '../play.ts'
import { expectStory } from '../testing/expect-story.ts'
import { storyFolder } from '../testing/story-folder.ts'
import { readScenario } from '../text/read-scenario.ts'

const stories = storyFolder(import.meta.dirname)
const { files, textOf } = stories

/** Plays a story with one of its lines changed. */
function playWith(story: string, line: string, instead: string): void {
  const file = `${story}.scenario`
  const parts = textOf(file).split(`${line}\n`)
  expect(parts, `"${line}" stands once in ${file}`).toHaveLength(2)
  playScenario(readScenario(parts.join(instead), file), embeddedCore, monitors, { situations })
}

test('there are scenarios from practice', () => {
  expect(files).toContain('check-quorum.scenario')
  expect(files).toContain('leadership-transfer.scenario')
  expect(files).toContain('removed-server.scenario')
  expect(files).toContain('lease-read.scenario')
  expect(files).toContain('leader-beside-a-bridge.scenario')
})

test.each(files)('%s comes true, and stands as it is written', (file) => expectStory(stories, file))

test.each([
  ['rejoin-with-pre-vote', 'option preVote true', 'no PreVote t1 is in flight'],
  ['check-quorum', 'option checkQuorum true', "S1's contact timer is not armed"],
  ['stickiness', 'option stickiness true', 'no Vote t1 is in flight from S2 to S3 (Vote t2 ·1 is)'],
  ['removed-server', 'option stickiness true', "S1's heartbeat timer is not armed"],
  ['sent-ahead', 'option maxInFlight 2', 'no AppendEntries t1 ·3 is in flight from S1 to S2'],
  ['queued-together', 'option maxQueued 8', 'no answer from S1 to C3.1 is on its way'],
  ['full-queue', 'option maxQueued 1', 'no answer from S1 to C2.1 is on its way'],
  ['apply-in-pages', 'option applyPage 2', 'S1 has nothing more to apply'],
  ['follower-read', 'option followerReads true', 'no AskReadIndex t1 is in flight from S2 to S1'],
  ['reads-share-a-round', 'option batchReads true', 'no answer from S1 to C3.1 is on its way'],
  ['lease-read', 'option leaseReads true', "S2's stickiness timer is not armed"],
])('%s tells of an option: without "%s" it comes out differently', (story, option, reason) => {
  expect(() => playWith(story, option, '')).toThrow(reason)
})

test('a leader beside a bridge that need not step down commits nothing more: nothing is promised then', () => {
  const scenario = (text: string): ReturnType<typeof readScenario> => readScenario(text, 'bridge')
  const text = textOf('leader-beside-a-bridge.scenario').replace('option checkQuorum true\n', '')
  const { passed, failures } = playScenario(scenario(text), embeddedCore, monitors)
  expect([passed, failures.map(({ found }) => found)]).toEqual([
    false,
    ['S1 leader in term 1', 'C1.1 unanswered'],
  ])
})

test('a server to which nobody hands over gets no vote while the leader is heard', () => {
  const urged = 'deliver S1→S2 TimeoutNow t1'
  expect(() => playWith('leadership-transfer', urged, 'timer S2 election\n')).toThrow(
    'no Vote t2 is in flight from S3 to S2 (Vote t1 ·1 is)',
  )
})

test('a server with longer timeouts cannot be first, however long the other waits', () => {
  const [another, own] = ['450.000ms timer S2 election', '450.000ms timer S3 election\n']
  expect(() => playWith('longer-timeouts', another, own)).toThrow(
    "S3's election timer fires no earlier than 600000 µs",
  )
})
