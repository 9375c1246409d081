import { expect, test } from 'vitest'
import type { Source } from '../source.ts'
import { borrowedRules, roomOrder, testsInProduct } from './rooms.ts'

const empty = (path: string): Source => ({ path, text: '' })

test('an import that points up is found, of a type or of a value, in a test too', () => {
  const above = ['harness/world/world.ts', 'reports/a.ts', 'fuzz.ts', '.ci/tidy/a.ts'].map(empty)
  const text = "\nimport type { World } from '../harness/world/world.ts'\n"
  const found = [
    { path: 'core/a.ts', text },
    { path: 'core/a.test.ts', text },
    { path: 'core/b.ts', text: "type W = import('../harness/world/world.ts').World\n" },
    { path: 'scenarios/text/a.ts', text: "export * from '../../reports/a.ts'\n" },
    { path: 'reports/b.ts', text: "export const a = () => import('../fuzz.ts')\n" },
    { path: 'index.ts', text: "import '.ci/tidy/a.ts'\n" },
  ]
  expect(roomOrder([...found, ...above])).toEqual([
    'core/a.ts:2: imports harness/world/world.ts; allowed here: core',
    'core/a.test.ts:2: imports harness/world/world.ts; allowed here: core',
    'core/b.ts:1: imports harness/world/world.ts; allowed here: core',
    'scenarios/text/a.ts:1: imports reports/a.ts; allowed here: core, harness, properties, scenarios',
    'reports/b.ts:1: imports fuzz.ts; allowed here: core, harness, properties, scenarios, reports',
    'index.ts:1: imports .ci/tidy/a.ts; allowed here: core, harness, properties, scenarios, reports, commands, bench, files of the root',
  ])
})

test('imports that point down or sideways pass, and so does a text that looks like one', () => {
  const sources = [
    empty('fuzz.ts'),
    { path: 'commands/a.ts', text: "import { fuzz } from '../fuzz.ts'\nimport c from '../core/c.ts'\n" },
    { path: 'cli.ts', text: "import './commands/a.ts'\n" },
    { path: 'core/c.ts', text: "import './d.ts'\nconst a = `\nimport '../fuzz.ts'\nimport('../fuzz.ts')`\n" },
    empty('core/d.ts'),
  ]
  expect(roomOrder(sources)).toEqual([])
})

test('a source in a folder that is no room is found', () => {
  expect(roomOrder([empty('lib/a.ts')])).toEqual([
    'lib/a.ts:1: a source in no room; the rooms are core, harness, properties, scenarios, reports, commands, bench, files of the root',
  ])
})

test('what is made for tests may be imported by tests only', () => {
  const text = "import { a } from '../testing/a.ts'\nimport type { B } from './b.test.ts'\n"
  const paths = ['core/log/log.ts', 'core/log/log.test.ts', 'core/testing/b.ts']
  expect(testsInProduct(paths.map((path) => ({ path, text })))).toEqual([
    'core/log/log.ts:1: imports core/testing/a.ts; only tests may',
    'core/log/log.ts:2: imports core/log/b.test.ts; only tests may',
  ])
})

test('a judge that takes a rule from core is found; types, vocabulary and the vector are its to take', () => {
  const text = `import { Role, copyOf, type Server } from '../../core/server.ts'
import type { tally } from '../../core/elections/tally.ts'
import { push } from '../../core/vector.ts'
import * as log from '../../core/log/log.ts'
import { type Entry, EntryKind } from '../../core/log/entry.ts'
export { step } from '../../core/step.ts'
`
  expect(borrowedRules([{ path: 'properties/safety/a.ts', text }])).toEqual([
    'properties/safety/a.ts:1: takes copyOf from core/server.ts; allowed from there: types and NOBODY, Role',
    'properties/safety/a.ts:4: takes * from core/log/log.ts; allowed from there: types only',
    'properties/safety/a.ts:6: takes step from core/step.ts; allowed from there: types only',
  ])
  expect(borrowedRules([{ path: 'properties/safety/a.test.ts', text }])).toEqual([])
  expect(borrowedRules([{ path: 'harness/targets/a.ts', text }])).toEqual([])
})
