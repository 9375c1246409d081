import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { embeddedCore } from './core.ts'
import { loadTarget } from './load-target.ts'
import { PatchError } from './patch-error.ts'

/** A patch that makes a file of core begin with other lines than it does. */
const atTop = (path: string, first: string, ...lines: string[]): string =>
  `--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,${lines.length + 1} @@\n${lines.map((line) => `+${line}\n`).join('')} ${first}\n`

const QUORUM = "import type { Configuration } from './configuration.ts'"
const STEP = "import { draftOf, type Draft } from './draft.ts'"

const load = (name: string, text: string) => loadTarget({ kind: 'core', patch: { name, text } })

describe('a target', () => {
  const temporary = process.env['TMPDIR']
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'load-target-'))
    process.env['TMPDIR'] = folder
  })
  afterEach(() => {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
    rmSync(folder, { recursive: true, force: true })
  })

  it('without a patch is the embedded core', async () => {
    expect(await loadTarget({ kind: 'core' })).toBe(embeddedCore)
  })

  it('with a patch is another core, called after it', async () => {
    const target = await load('a note', atTop('core/membership/quorum.ts', QUORUM, '// A note.'))
    expect(target.name).toBe('core with a note')
    expect(target.step).not.toBe(embeddedCore.step)
    expect(target.boot).not.toBe(embeddedCore.boot)
  })

  it('is built once, however many ask for it at once, and leaves nothing else behind', async () => {
    const text = atTop('core/membership/quorum.ts', QUORUM, '// Another note.')
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map((count) => load(`note ${count}`, text)))
    for (const other of others) expect(other.step).toBe(first?.step)
    const [built, ...rest] = readdirSync(folder)
    expect(rest).toEqual([])
    const files = readdirSync(join(folder, built as string), { recursive: true, encoding: 'utf8' })
    expect(
      files.filter(
        (file) =>
          !/^[\w/.-]+\.js(on)?$/.test(file) && !statSync(join(folder, built as string, file)).isDirectory(),
      ),
    ).toEqual([])
    expect(files.filter((file) => file.includes('.test.'))).toEqual([])
  })

  it('is found whole again when somebody has spoilt what was built', async () => {
    const text = atTop('core/membership/quorum.ts', QUORUM, '// A third note.')
    await load('note', text)
    const file = join(folder, readdirSync(folder)[0] as string, 'core', 'step.js')
    const built = readFileSync(file, 'utf8')
    writeFileSync(file, 'spoilt')
    await load('note', text)
    expect(readFileSync(file, 'utf8')).toBe(built)
  })

  it.each([
    [
      'does not parse',
      'const = 1',
      /^Patch P leaves core\/step\.ts so that it does not parse: line 1, column 7 of the patched file: .+\n {2}found: const = 1$/,
    ],
    [
      'imports what is not there',
      "import { nothing } from './log/entry.ts'\nnothing()",
      /^Patch P leaves a core that cannot be loaded: /,
    ],
  ])('is refused when a source %s', async (_, line, message) => {
    const loading = load('P', atTop('core/step.ts', STEP, ...line.split('\n')))
    await expect(loading).rejects.toThrow(PatchError)
    await expect(loading).rejects.toThrow(message)
  })

  it('is refused when the patch takes a rule away that a core must have', async () => {
    const head = 'export function %(server: Server, input: Input): Step {'
    const hunk = `@@ -1,1 +1,1 @@\n-${head.replace('%', 'step')}\n+${head.replace('%', 'stop')}\n`
    const loading = load('P', `--- a/core/step.ts\n+++ b/core/step.ts\n${hunk}`)
    await expect(loading).rejects.toThrow('Patch P leaves core/step.ts without its function "step".')
  })
})
