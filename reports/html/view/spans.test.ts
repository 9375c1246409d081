import { expect, test } from 'vitest'
import { Role } from '../../../core/server.ts'
import { DOWN } from '../../recording/story.ts'
import { shipped, storyOf, storyOfText } from '../../testing/recorded.ts'
import { cutSpansOf, roleSpansOf } from './spans.ts'

test('a reign lasts from the vote that made it to the crash that ends it, or to the end', async () => {
  const story = storyOf(await shipped('paper/figure-8-overwritten.scenario'))
  const reigns = roleSpansOf(story).filter(({ role }) => role === Role.Leader)
  expect(reigns).toEqual([
    { server: 0, role: Role.Leader, term: 2, from: 5, until: 9 },
    { server: 4, role: Role.Leader, term: 3, from: 14, until: 15 },
    { server: 0, role: Role.Leader, term: 4, from: 22, until: 31 },
    { server: 4, role: Role.Leader, term: 5, from: 38, until: 49 },
  ])
  const downs = roleSpansOf(story).filter(({ role }) => role === DOWN)
  expect(downs.map(({ server, from, until }) => [server, from, until])).toEqual([
    [0, 9, 16],
    [4, 15, 32],
    [0, 31, 49],
  ])
})

test('a partition has two sides; links that are cut one way, or around a bridge, have none', async () => {
  const story = await storyOfText(`whitewater scenario 1
target core
servers 5

cut S1 S2 ↔ S3 S4 S5
timer S1 election
mend S1 S2 ↔ S3 S4 S5
cut S1 → S2
mend S1 → S2
cut S1 S2 ↔ S4 S5
`)
  const told = cutSpansOf(story).map(({ server, from, until, side, text }) => [
    server,
    from,
    until,
    side,
    text,
  ])
  expect(told).toEqual([
    [0, 1, 3, 0, 'cut from S3 S4 S5'],
    [1, 1, 3, 0, 'cut from S3 S4 S5'],
    [2, 1, 3, 1, 'cut from S1 S2'],
    [3, 1, 3, 1, 'cut from S1 S2'],
    [4, 1, 3, 1, 'cut from S1 S2'],
    [0, 4, 5, -1, 'cannot reach S2'],
    [1, 4, 5, -1, 'not reached by S1'],
    [0, 6, 7, -1, 'cut from S4 S5'],
    [1, 6, 7, -1, 'cut from S4 S5'],
    [3, 6, 7, -1, 'cut from S1 S2'],
    [4, 6, 7, -1, 'cut from S1 S2'],
  ])
})
