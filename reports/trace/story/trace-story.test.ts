import { beforeAll, describe, expect, test } from 'vitest'
import { runTrial } from '../../../harness/campaign/trial.ts'
import { clusterOf } from '../../../harness/plan/cluster-of.ts'
import { planOf } from '../../../harness/plan/plans.ts'
import { scheduler } from '../../../harness/schedule/scheduler.ts'
import { embeddedCore } from '../../../harness/targets/core.ts'
import type { TraceFile } from '../../../harness/traces/reading/open-trace.ts'
import { openTracer } from '../../../harness/traces/writing/tracer.ts'
import { openWorld } from '../../../harness/world/world.ts'
import { storyDocument } from '../../html/document.ts'
import { End, UNSEEN } from '../../recording/story.ts'
import { shortNames } from './short-names.ts'
import { traceStory } from './trace-story.ts'

/** The first lines of a run of our own, written down as a trace. */
function tracedLines(seed: number, most: number): string[] {
  const plan = planOf(seed, {})
  const world = openWorld(embeddedCore, clusterOf(plan))
  const lines: string[] = []
  const tracer = openTracer((line) => void lines.push(JSON.stringify(line)))
  const chooser = scheduler(world, plan)
  tracer.begin(world)
  runTrial(world, chooser, [], { watch: (transition) => tracer.see(world, transition) })
  return lines.slice(0, most).map((line) => line.replaceAll(/"S(\d)"/gu, '"node-$1"'))
}

const fileOf = (lines: readonly string[]): TraceFile[] => [
  { name: 'run.ndjson', bytes: new TextEncoder().encode(lines.join('\n')) },
]

describe('the story of a trace', () => {
  let lines: string[]
  beforeAll(() => {
    lines = tracedLines(7, 60)
  })

  test('tells each event, by its line, of servers by their own names, and where each message came from', () => {
    const { story, causes } = traceStory(fileOf(lines))
    expect(story.trace?.verdict).toBe('accept')
    expect(causes).toEqual([])
    expect(story.names[0]).toBe('node-1')
    expect(story.moments.map(([line]) => line)).toEqual(lines.slice(1).map((_, place) => place + 2))
    expect(story.beginning.every(({ role }) => role === UNSEEN)).toBe(true)
    for (const [from, , , , , sent, ...ends] of story.passages) {
      expect(story.moments[sent - 1]?.[3]).toBe(from)
      if (ends.length > 0) expect(ends.at(-1)).toBe(End.Delivered)
    }
    expect(story.passages.some((passage) => passage.length > 6)).toBe(true)
  })

  test('ends with the event that no correct Raft could have brought about, why, and what that rests on', () => {
    const place = lines.findLastIndex((line) => line.startsWith('{"k":"receive"'))
    const broken = lines.with(place, (lines[place] as string).replace(/"term":\d+/u, '"term":77'))
    const { story, causes } = traceStory(fileOf(broken))
    const [violation] = story.violations
    expect(violation).toMatchObject({ property: 'network', action: place })
    expect(story.moments.at(-1)?.[0]).toBe(place + 1)
    expect(causes.at(-1)).toMatchObject({ position: place })
    const page = storyDocument(story, { script: '', style: '' }, causes)
    expect(page).toContain('✕ network')
    expect(page).toContain('What would have been allowed')
  })

  test('is of no more than a part of a long one, and says so', () => {
    const state = '{"k":"state","n":"node-1"}'
    const long = [...lines, ...Array.from({ length: 2000 }, () => state)]
    const accepted = traceStory(fileOf(long)).story
    expect(accepted.moments).toHaveLength(2000)
    expect(accepted.trace?.remarks[0]).toBe('Events 1 to 2,000 are drawn, of 2,059 that were judged.')
    const rejected = traceStory(fileOf([...long, '{"k":"state","n":"node-1","st":{"term":0}}']))
    expect(rejected.story.violations[0]?.action).toBe(2000)
    expect(rejected.story.trace?.remarks[0]).toContain('Events 61 to 2,060 are drawn')
  })
})

test('long names are shortened to what tells them apart', () => {
  expect(shortNames(['node-1.example:80', 'node-12.example:80'])).toEqual(['1', '12'])
  expect(shortNames(['a', 'b'])).toEqual(['a', 'b'])
})
