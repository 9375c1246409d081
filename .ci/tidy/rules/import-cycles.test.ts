import { expect, test } from 'vitest'
import { fileCycles, folderCycles } from './import-cycles.ts'

const importing = (path: string, ...targets: readonly string[]) => {
  return { path, text: targets.map((target, i) => `import type { A${i} } from '${target}'\n`).join('') }
}

test('a cycle of folders is found with an import for each step, though only types close it', () => {
  const sources = [
    importing('harness/world/a.ts', '../plan/a.ts', '../plan/b.ts'),
    importing('harness/plan/a.ts'),
    importing('harness/plan/b.ts', '../plan/a.ts', '../faults/a.ts'),
    importing('harness/faults/a.ts', '../world/a.ts'),
    importing('harness/shrink/a.ts', '../world/a.ts'),
  ]
  const rest =
    'a step of the cycle harness/world → harness/plan → harness/faults → harness/world; no cycle between folders is allowed, types included'
  expect(folderCycles(sources)).toEqual(
    expect.arrayContaining([
      `harness/world/a.ts:1: imports harness/plan/a.ts (and 1 more like it), ${rest}`,
      `harness/plan/b.ts:2: imports harness/faults/a.ts, ${rest}`,
      `harness/faults/a.ts:1: imports harness/world/a.ts, ${rest}`,
    ]),
  )
  expect(folderCycles(sources)).toHaveLength(3)
  expect(fileCycles(sources)).toEqual([])
})

test('a folder and a folder in it can make a cycle', () => {
  const sources = [
    importing('reports/html/a.ts', './parts/a.ts'),
    importing('reports/html/parts/a.ts', '../b.ts'),
  ]
  expect(folderCycles([...sources, importing('reports/html/b.ts')])).toHaveLength(2)
})

test('files directly in a room and tests make no cycle of folders', () => {
  const sources = [
    importing('core/step.ts', './log/log.ts'),
    importing('core/log/log.ts', '../command.ts', '../step.ts'),
    importing('core/log/log.test.ts', '../reads/read.ts'),
    importing('core/reads/read.ts', '../log/log.ts'),
    importing('core/command.ts'),
  ]
  expect(folderCycles(sources)).toEqual([])
})

test('files that load each other are found, re-exports and late imports too', () => {
  const sources = [
    { path: 'core/a.ts', text: "import type { D } from './d.ts'\nexport { b } from './b.ts'\n" },
    { path: 'core/b.ts', text: "export const b = () => import('./c.ts')\n" },
    { path: 'core/c.ts', text: "import { type A } from './a.ts'\n" },
    { path: 'core/d.ts', text: "import './a.ts'\n" },
  ]
  const rest =
    'a step of the cycle core/a.ts → core/b.ts → core/c.ts → core/a.ts; no cycle between files is allowed but of `import type`'
  expect(fileCycles(sources)).toEqual([
    `core/a.ts:2: imports core/b.ts, ${rest}`,
    `core/b.ts:1: imports core/c.ts, ${rest}`,
    `core/c.ts:1: imports core/a.ts, ${rest}`,
  ])
})
