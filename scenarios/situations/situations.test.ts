import { join } from 'node:path'
import { expect, test } from 'vitest'
import { situations } from '../../properties/situations.ts'
import { expectStory } from '../testing/expect-story.ts'
import { storyFolder } from '../testing/story-folder.ts'

const own = storyFolder(import.meta.dirname)
const folders = [
  own,
  ...['paper', 'practice'].map((name) => storyFolder(join(import.meta.dirname, '..', name))),
]

/** The names of situations that stories expect to be reached, or not to be. */
function expected(kind: 'situation' | 'no situation'): Set<string> {
  const names = folders.flatMap(({ files, read }) =>
    files.flatMap((file) =>
      read(file).lines.flatMap((line) =>
        line.kind === 'expectation' && line.expectation.kind === kind ? [line.expectation.name] : [],
      ),
    ),
  )
  return new Set(names)
}

const reached = expected('situation')
const missed = expected('no situation')

test.each(own.files)('%s comes true, and stands as it is written', (file) => expectStory(own, file))

test.each(situations.map(({ name }) => name))('%s has a story that reaches it, and a near miss', (name) => {
  expect([reached.has(name), missed.has(name)]).toEqual([true, true])
})
