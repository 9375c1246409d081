import { describe, expect, it } from 'vitest'
import { readBug } from './bug.ts'

const HEADER = [
  'Bug: V-X1 no-such-bug',
  'What: Something is wrong: it is not right.',
  'Source: somebody/something#1',
  'Property: election safety, linearizability',
  'Features: four servers or more, patience',
  'Witness: no-such-bug.scenario',
]
const DIFF = '--- a/core/term.ts\n+++ b/core/term.ts\n@@ -1 +1 @@\n-a\n+b\n'
const textOf = (header: readonly string[]): string => `${header.join('\n')}\n\n${DIFF}`

describe('a bug', () => {
  it('is read from its header, and its patch is the whole text, so that lines are counted as in the file', () => {
    const text = textOf(HEADER)
    expect(readBug('mine.patch', text)).toEqual({
      name: 'V-X1',
      slug: 'no-such-bug',
      what: 'Something is wrong: it is not right.',
      source: 'somebody/something#1',
      property: ['election safety', 'linearizability'],
      features: ['four servers or more', 'patience'],
      witness: 'no-such-bug.scenario',
      patch: { name: 'mine.patch', text },
    })
  })

  it('may have a witness from the start besides', () => {
    expect(readBug('P', textOf(HEADER)).fromStart).toBeUndefined()
    const header = [...HEADER, 'Start: no-such-bug-from-start.scenario']
    expect(readBug('P', textOf(header)).fromStart).toBe('no-such-bug-from-start.scenario')
  })

  it('may need no feature', () => {
    expect(readBug('P', textOf(HEADER.with(4, 'Features: none'))).features).toEqual([])
  })

  it.each([
    ['lacks a line', HEADER.slice(0, 5), 'Patch P: the header lacks "Witness: …".'],
    [
      'is not there',
      [],
      'the header lacks "Bug: …", "What: …", "Source: …", "Property: …", "Features: …", "Witness: …".',
    ],
    ['says a thing twice', [...HEADER, 'What: Else.'], 'Patch P, line 7: the header has "What" already.'],
    [
      'has a line of another kind',
      [...HEADER, 'Whim: Yes.'],
      'Patch P, line 7: "Whim" is no key of a bug\'s header; there are Bug,',
    ],
    ['leaves a value out', HEADER.with(2, 'Source:'), 'Patch P, line 3: "Source" has no value.'],
    ['has no slug', HEADER.with(0, 'Bug: V-X1'), 'Patch P: "Bug: V-X1" is not a name and a slug'],
    [
      'names no property',
      HEADER.with(3, 'Property: safety'),
      'Patch P: "safety" is no property; there are election safety,',
    ],
  ])('is refused when its header %s', (_, header, message) => {
    expect(() => readBug('P', textOf(header))).toThrow(message)
  })
})
