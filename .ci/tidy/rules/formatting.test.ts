import { join } from 'node:path'
import { resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { expectNone } from '../expect-none.ts'
import { keepKnown, readKnown } from '../known-texts.ts'
import { readRepository } from '../repository.ts'
import { formattingOf } from './formatting.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const options = { semi: false, singleQuote: true }

test('every TypeScript file is formatted by prettier', async () => {
  const options = (await resolveConfig(join(root, 'index.ts'))) ?? {}
  const { found, formatted } = await formattingOf(readRepository(root), options, readKnown(root))
  keepKnown(root, formatted)
  expectNone(found)
})

test('a file that prettier would write otherwise is found, each time', async () => {
  const sources = [
    { path: 'core/neat.ts', text: "const a = 'b'\n" },
    { path: 'core/loose.ts', text: 'const a="b";' },
    { path: 'notes.md', text: '*  a' },
  ]
  const first = await formattingOf(sources, options)
  expect(first.found).toEqual(['core/loose.ts:1: is not formatted; run npx prettier --write core/loose.ts'])
  expect(first.formatted.size).toBe(1)
  expect(await formattingOf(sources, options, first.formatted)).toEqual(first)
})

test('what was well formatted by other options is looked at again', async () => {
  const sources = [{ path: 'core/a.ts', text: "const a = 'b'\n" }]
  const { formatted } = await formattingOf(sources, options)
  expect((await formattingOf(sources, { ...options, semi: true }, formatted)).found).toHaveLength(1)
})
