import { expect, test } from 'vitest'
import type { Story } from '../../recording/story.ts'
import { shipped, storyOf, storyOfText } from '../../testing/recorded.ts'
import { drawMarks } from './draw-marks.ts'
import { drawPassages } from './draw-passages.ts'
import { pictureOf } from './picture.ts'
import { placesOf } from './places.ts'
import { rows } from './rows.ts'

const ALL = { first: 0, last: 1000 }

function passages(story: Story, row: number): string {
  return drawPassages(pictureOf(story, []), placesOf(story.servers, 0, 600, row), ALL, 0)
}

async function threeEnds(): Promise<Story> {
  return storyOfText(`whitewater scenario 1
target core
servers 4
disk synchronous

timer S1 election
duplicate S1→S2 RequestVote
drop S1→S3 RequestVote
`)
}

test('near, each message is an arrow with its name; what is lost ends in a cross, what goes on in a ring', async () => {
  const drawn = passages(await threeEnds(), 22)
  expect(drawn).toContain('RequestVote t1: its log is empty (a copy)')
  expect(drawn.match(/<text[^>]*>RequestVote</gu)).toHaveLength(2)
  expect(drawn.match(/class="cross"/gu)).toHaveLength(1)
  // On their way are the one to S4, S2's vote, and the one of which a copy arrived.
  expect(drawn.match(/class="ring"/gu)).toHaveLength(3)
})

test('from afar there is one stroke for each family of messages, however many they are', async () => {
  const drawn = passages(storyOf(await shipped('paper/figure-8-committed.scenario')), 1)
  expect(drawn.match(/<path/gu)).toHaveLength(3)
  expect(drawn).toContain('class="stroke election"')
  expect(drawn).toContain('class="stroke replication"')
  expect(drawn).not.toContain('<text')
})

test('no more is drawn than crosses the window', async () => {
  const story = storyOf(await shipped('paper/figure-8-committed.scenario'))
  const picture = pictureOf(story, [])
  const places = placesOf(story.servers, 0, 600, 22)
  const drawn = drawPassages(picture, places, { first: 20, last: 22 }, 0)
  const marks = drawMarks(picture, places, { first: 20, last: 22 }, 0)
  expect(drawn.length).toBeLessThan(passages(story, 22).length / 2)
  expect(marks.match(/<title>/gu)).toHaveLength(3)
})

test('rows tell causes by number, the violation by a cross, and the instant to whoever listens', async () => {
  const story = storyOf(await shipped('zoo/stale-vote-reply.scenario', 'V-E1'))
  const picture = pictureOf(story, [{ position: 3, text: 'asks again' }])
  const drawn = rows(picture, ALL, 3).split('<div role="option"').slice(1)
  expect(drawn).toHaveLength(story.moments.length + 1)
  expect(drawn[3]).toContain('aria-selected="true"')
  expect(drawn[3]).toContain('aria-label="cause 1"')
  expect(drawn[7]).toContain('aria-label="violation"')
  expect(drawn.filter((row) => row.includes('aria-selected="true"'))).toHaveLength(1)
})
