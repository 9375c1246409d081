import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { embeddedCore } from '../../harness/targets/core.ts'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { readScenario } from '../../scenarios/text/read-scenario.ts'
import { scheduleOf } from '../../scenarios/text/schedule-text.ts'
import { explain } from './explain.ts'
import type { Step } from './explanation.ts'

const ANY = {
  property: '',
  grade: 'safety',
  identity: '',
  reason: '',
  title: 'none',
  servers: [],
  evidence: [],
} as const

/** The steps of a scenario on the correct core, by the file's name below scenarios/. */
function toldOf(name: string): readonly Step[] {
  const scenario = readScenario(readFileSync(join(packageRoot(), 'scenarios', name), 'utf8'), name)
  const schedule = scheduleOf(scenario)
  return explain(schedule, { ...ANY, action: schedule.actions.length }, embeddedCore, []).steps
}

/** What is told of an action of a scenario. */
function textOf(name: string, action: string): readonly string[] {
  return toldOf(name).flatMap((step) => (step.action.includes(action) ? [step.text] : []))
}

describe('the narrator', () => {
  it.each([
    [
      'practice/check-quorum',
      'timer S1 contact',
      'S1 steps down, for it has not heard from a majority (CheckQuorum)',
    ],
    ['practice/leadership-transfer', 'TimeoutNow', 'S1 hands its leadership over to it.'],
    [
      'practice/leadership-transfer',
      'ask C3.1 at S1',
      'S1 sends C3.1 away, for it is handing over its leadership.',
    ],
    ['practice/transfer-aborted', 'answer C1.1', 'C1 is told that nobody can tell whether C1.1 is done'],
    ['practice/transfer-aborted', 'timer S1 transfer', 'S1 gives up to hand its leadership over'],
    ['practice/session-expires', 'ask C1.1 at S1', 'S1 answers C1.1 that its session is over.'],
    [
      'practice/failed-flush-stops',
      'fail S2 log',
      'S2 stops, for a write to its disk has failed. Not yet on its disk: entry 2 of term 1 (write k1 5).',
    ],
    [
      'practice/failed-flush-stops',
      'restart S2',
      'Gone since the crash (action 12): entry 2 of term 1 (write k1 5) (action 11).',
    ],
    [
      'practice/lost-term-stays-down',
      'restart S2',
      'S2 does not start: it finds its disk damaged, and cannot trust it.',
    ],
    ['practice/apply-in-pages', 'apply S1', 'S1 applies up to entry 4 to its machine'],
    [
      'practice/queued-together',
      'ask C2.1 at S1',
      'S1 lets the request wait until what it is writing is on its disk.',
    ],
    ['practice/follower-read', 'Appended', 'S1 tells S2 the read index'],
    ['practice/lease-read', 'Appended', 'holds a lease until its clock reads'],
    ['practice/stickiness', 'RequestVote', 'for it hears from a leader'],
    ['practice/rejoin-with-pre-vote', 'PreVote', 'refuses to promise S3 its vote'],
    ['paper/torn-write', 'tear', 'only the first record has reached its disk.'],
    ['paper/up-to-date-check', 'RequestVote', 'its own log ends with entry'],
    ['paper/snapshot-over-conflict', 'restore', 'has the state of the snapshot of all up to entry'],
    [
      'paper/membership-newcomer-given-up',
      'ask C1.1',
      'S1 appends entry 2 of term 1 (members S1 S2 S3, learner S4)',
    ],
    ['paper/membership-figure-11', 'ask C1.1', 'joint)'],
    ['paper/figure-8-overwritten', 'AppendEntries', 'removes '],
    ['paper/leader-in-minority', 'cut', 'No message gets from'],
    ['paper/duplicated-vote', 'duplicate', 'A copy of the message arrives.'],
  ])('tells of %s, at "%s", that "%s"', (name, action, text) => {
    const texts = textOf(`${name}.scenario`, action)
    expect(
      texts.some((one) => one.includes(text)),
      texts.join('\n'),
    ).toBe(true)
  })

  it.each(['paper', 'practice'])('tells every scenario of %s in whole sentences', (folder) => {
    for (const file of readdirSync(join(packageRoot(), 'scenarios', folder))) {
      if (!file.endsWith('.scenario')) continue
      for (const { position, text, because } of toldOf(`${folder}/${file}`)) {
        expect(text, file).toMatch(/^[A-Z].*\.$/u)
        expect(text, file).not.toMatch(/undefined|NaN|null|,,| {2}|\.\./u)
        expect(because.every((cause) => cause < position)).toBe(true)
      }
    }
  })
})
