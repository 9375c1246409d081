import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { expectRaftToHold } from './vitest.ts'

// The example of README.md, to the letter but for the import.
test('Raft keeps its promises in rough water', () => {
  expectRaftToHold({ servers: 5, numRuns: 50 })
})

test('even with four servers, where half is not a majority', () => {
  expectRaftToHold({ servers: 4, numRuns: 50 })
})
// So far the example.

test('the example of README.md is the one that is run here', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const [, example] =
    /```ts\nimport \{ test \} from 'vitest'\nimport [^\n]*\n\n([^`]*)```/u.exec(readme) ?? []
  const here = readFileSync(new URL(import.meta.url), 'utf8')
  expect(example).toBeDefined()
  expect(here).toContain(
    `// The example of README.md, to the letter but for the import.\n${example}// So far the example.`,
  )
})
