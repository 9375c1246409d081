import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { packageRoot } from '../harness/targets/package-root.ts'
import { patchedSources } from '../harness/targets/patched-core.ts'
import { listBugs } from '../scenarios/zoo/zoo.ts'

const folder = mkdtempSync(join(tmpdir(), 'patched-types-'))
/** Some ten thousand files, which take a busy disk a while to remove. */
const REMOVAL = 60_000
afterAll(() => rmSync(folder, { recursive: true }), REMOVAL)

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** What the compiler has to say of everything in the folder, by the settings of this repository. */
const check = (): string => {
  const root = packageRoot()
  const settings = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { types: [] },
    include: ['**/*.ts'],
    exclude: [],
  }
  write('tsconfig.json', JSON.stringify(settings))
  write('package.json', '{ "type": "module" }')
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  return spawnSync(tsc, ['-p', folder, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' }).stdout
}

it('has the compiler accept the core with each bug, and refuse one that is spoilt', () => {
  for (const { name, patch } of listBugs()) {
    for (const [path, source] of patchedSources(patch)) write(join(name, path), source)
  }
  expect(check()).toBe('')
  write('spoilt.ts', "export const wrong: number = 'text'\n")
  expect(check()).toMatch(/^spoilt\.ts\(1,14\): error TS2322/)
})
