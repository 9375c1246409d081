import { createTwoFilesPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCorePatch } from './apply-patch.ts'
import { PatchError } from './patch-error.ts'

const STEP = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', ''].join('\n')
const sources = new Map([
  ['core/step.ts', STEP],
  ['core/term.ts', 'term\n'],
])

const apply = (text: string) => applyCorePatch(sources, { name: 'V-X', text })
const complaint = (text: string): string => {
  try {
    apply(text)
  } catch (error) {
    if (error instanceof PatchError) return error.message
    throw error
  }
  throw new Error('the patch was not refused')
}

const hunk = (start: number, ...lines: string[]): string => {
  const count = (markers: string): number =>
    lines.filter((line) => markers.includes(line[0] as string)).length
  return [`@@ -${start},${count(' -')} +${start},${count(' +')} @@`, ...lines, ''].join('\n')
}
const onFile = (path: string, ...hunks: string[]): string => `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`

describe('a patch that fits', () => {
  it('gives the new text, whatever the two texts are', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'b', 'c', '', '-- d', '++ e', '@@ f'), { maxLength: 20 })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        fc.pre(before !== after)
        const text = createTwoFilesPatch('a/core/x.ts', 'b/core/x.ts', before, after)
        expect(applyCorePatch(new Map([['core/x.ts', before]]), { name: 'any', text }).get('core/x.ts')).toBe(
          after,
        )
      }),
    )
  })

  it('may change several files, in several places each, and leaves the others alone', () => {
    const text =
      onFile('core/step.ts', hunk(1, '-one', '+1', ' two'), hunk(9, ' nine', '-ten', '+10')) +
      onFile('core/term.ts', hunk(1, '-term', '+t'))
    expect([...apply(text)]).toEqual([
      ['core/step.ts', STEP.replace('one', '1').replace('ten', '10')],
      ['core/term.ts', 't\n'],
    ])
  })

  it('may add a file and take one away', () => {
    const added = `--- /dev/null\n+++ b/core/log/new.ts\n@@ -0,0 +1,2 @@\n+a\n+b\n`
    const removed = `--- a/core/term.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-term\n`
    expect([...apply(added + removed).keys()]).toEqual(['core/log/new.ts', 'core/step.ts'])
    expect(apply(added).get('core/log/new.ts')).toBe('a\nb\n')
  })

  it('applies where its lines have moved to', () => {
    expect(apply(onFile('core/step.ts', hunk(2, ' six', '-seven', '+7'))).get('core/step.ts')).toContain(
      'six\n7\n',
    )
  })

  it('may be written by git, with or without prefixes, and may have a header of its own', () => {
    const change = hunk(1, '-term', '+t')
    const git =
      'diff --git a/core/term.ts b/core/term.ts\nindex 1..2 100644\n' + onFile('core/term.ts', change)
    const bare = `--- core/term.ts\n+++ core/term.ts\n${change}`
    for (const text of [git, bare, `What: a mistake.\n\n${git}`])
      expect(apply(text).get('core/term.ts')).toBe('t\n')
  })

  it('may touch tests, which are no part of a core', () => {
    const text =
      onFile('core/step.test.ts', hunk(1, '-old', '+new')) + onFile('core/term.ts', hunk(1, '-term', '+t'))
    expect([...apply(text).keys()]).toEqual([...sources.keys()])
  })
})

describe('a patch that does not fit', () => {
  it('is refused with the line of the patch, the line of the file, what was wanted and what was found', () => {
    const text = `What: a mistake.\n\n${onFile('core/step.ts', hunk(1, ' one', '-two', '+2'), hunk(4, ' four', ' 5', '-six', '+6'))}`
    expect(complaint(text)).toBe(
      [
        'Patch V-X, line 11, does not fit core/step.ts line 5 (the hunk is for line 4).',
        '  wanted: 5',
        '  found:  five',
        'Make the patch again from the sources of core/ that this version ships.',
      ].join('\n'),
    )
  })

  it('is held against the place that most of its lines have moved to', () => {
    const message = complaint(onFile('core/step.ts', hunk(2, ' six', ' seven', '-8', ' nine')))
    expect(message).toContain('line 6, does not fit core/step.ts line 8 (the hunk is for line 2)')
  })

  it('is told that the file has ended', () => {
    expect(complaint(onFile('core/term.ts', hunk(1, ' term', ' ', '-more')))).toContain(
      'wanted: more\n  found:  (the end of the file)',
    )
  })

  it('is refused when only the end of the file differs', () => {
    const text = `${onFile('core/term.ts', hunk(1, '-term', '+t')).trimEnd()}\n\\ No newline at end of file\n`
    const removed = text.replace('-term\n', '-term\n\\ No newline at end of file\n')
    expect(complaint(removed)).toContain(
      'line 3: the hunk for core/term.ts line 1 does not fit; its lines are there, but',
    )
  })

  it('is refused when its hunks are in the wrong order', () => {
    const text = onFile('core/step.ts', hunk(8, ' eight', '-nine', '+9'), hunk(1, ' one', '-two', '+2'))
    expect(complaint(text)).toContain(
      'line 7: the hunk for core/step.ts line 1 begins above the end of the hunk before it, line 10.',
    )
  })
})

describe('what is no patch on core', () => {
  it.each([
    ['is no diff', 'hello\nthere\n', 'Patch V-X is no unified diff: no line of it begins with "@@ ".'],
    ['is empty', '', 'Patch V-X is no unified diff: no line of it begins with "@@ ".'],
    ['is cut short', onFile('core/term.ts', '@@ -1,2 +1,2 @@\n term\n'), 'Patch V-X is no unified diff: '],
    [
      'names no file',
      hunk(1, '-term', '+t'),
      'Patch V-X, line 1: no lines "--- a/core/…" and "+++ b/core/…" before this hunk.',
    ],
    [
      'touches another folder',
      onFile('harness/mix.ts', hunk(1, '-a', '+b')),
      'line 3: it touches harness/mix.ts; a patch may touch only',
    ],
    [
      'leaves core by a back door',
      '--- /dev/null\n+++ b/core/../harness/new.ts\n@@ -0,0 +1 @@\n+a\n',
      'it touches core/../harness/new.ts;',
    ],
    [
      'adds something else than code',
      '--- /dev/null\n+++ b/core/notes.md\n@@ -0,0 +1 @@\n+a\n',
      'it touches core/notes.md;',
    ],
    [
      'changes a file that is not there',
      onFile('core/gone.ts', hunk(1, '-a', '+b')),
      'line 3: it changes core/gone.ts, which does not exist.',
    ],
    [
      'adds a file that is there',
      '--- /dev/null\n+++ b/core/term.ts\n@@ -0,0 +1 @@\n+a\n',
      'line 3: it adds core/term.ts, which exists already.',
    ],
    [
      'moves a file',
      `--- a/core/term.ts\n+++ b/core/time.ts\n${hunk(1, '-term', '+t')}`,
      'it renames core/term.ts to core/time.ts;',
    ],
    [
      'moves a file as git does',
      'diff --git a/core/term.ts b/core/time.ts\nsimilarity index 100%\nrename from core/term.ts\nrename to core/time.ts\n',
      'git diff --no-renames',
    ],
    [
      'changes nothing',
      onFile('core/step.ts', hunk(1, ' one', ' two')),
      'Patch V-X changes nothing in the sources of core/.',
    ],
    [
      'changes tests alone',
      onFile('core/step.test.ts', hunk(1, '-a', '+b')),
      'Patch V-X changes nothing in the sources of core/.',
    ],
  ])('is refused when it %s', (_, text, message) => {
    expect(complaint(text)).toContain(message)
  })
})
