import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { arguedIn } from './argued.ts'

const text = readFileSync(join(import.meta.dirname, 'survivors.md'), 'utf8')

/** The mutants of a text that a test finds: in a numbered list, each with the test's name and file. */
const tested = [...text.matchAll(/^\d+\. `{1,2} ?(core\/.*?) ?`{1,2}\n +“(.*)” \(`(.*)`\)$/gm)].map(
  ([, mutant, name, file]) => ({ mutant, name, file }) as { mutant: string; name: string; file: string },
)

test('argued to be no bugs are the mutants of plain lists, and not those of numbered ones, which a test finds', () => {
  const lists = '- `core/a.ts same ·1`\n- ` core/b.ts `x` => `y` ·2 `\n\n1. `core/a.ts other ·1`\n'
  expect([...arguedIn(lists)]).toEqual(['core/a.ts same ·1', 'core/b.ts `x` => `y` ·2'])
})

test('of those that a test finds none is argued to be no bug besides', () => {
  const argued = arguedIn(text)
  expect(tested.filter(({ mutant }) => argued.has(mutant))).toEqual([])
})

test('whatever is said to be found by a test names one that there is', () => {
  expect(tested).toHaveLength(text.match(/^\d+\. /gm)?.length as number)
  for (const { name, file } of tested) expect(readFileSync(join(packageRoot(), file), 'utf8')).toContain(name)
})
