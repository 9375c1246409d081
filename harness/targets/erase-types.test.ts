import { describe, expect, it } from 'vitest'
import { eraseTypes, SyntaxProblem } from './erase-types.ts'
import { coreSources } from './sources.ts'

describe('erasing types', () => {
  it('keeps every line and column of every source of core', () => {
    for (const [path, source] of coreSources()) {
      const erased = eraseTypes(source).split('\n')
      const lines = source.split('\n')
      expect(erased.length, path).toBe(lines.length)
      erased.forEach((line, i) => {
        const strayed = [...line].findIndex(
          (character, column) => !isKept(character, lines[i]?.[column], lines[i]?.[column + 1]),
        )
        expect(strayed, `${path} line ${i + 1}: ${line}`).toBe(-1)
      })
    }
  })

  it('makes relative imports name the built files, and leaves packages alone', () => {
    const source =
      "import { a } from './a.ts'\nexport { b } from '../b/c.ts'\nimport 'x.ts'\nconst d = await import('./d.ts')\n"
    expect(eraseTypes(source)).toBe(
      source.replace("./a.ts'", "./a.js'").replace('c.ts', 'c.js').replace('d.ts', 'd.js'),
    )
  })

  it.each([
    ['is not code', 'const a: number = 1\nconst b = = 2\n', 2, 11],
    ['needs more than erasing', 'export enum A { B }\n', 1, 8],
  ])('says where a source %s', (_, source, line, column) => {
    expect(() => eraseTypes(source)).toThrow(SyntaxProblem)
    expect(() => eraseTypes(source)).toThrow(expect.objectContaining({ line, column }))
  })
})

/** A character stays, or gives way to a blank; `.ts` becomes `.js`. */
function isKept(character: string, was: string | undefined, next: string | undefined): boolean {
  return (
    character === was ||
    character === ' ' ||
    character === ';' ||
    (character === 'j' && was === 't' && next === 's')
  )
}
