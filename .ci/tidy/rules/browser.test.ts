import { expect, test } from 'vitest'
import { nodeInPortable } from './browser.ts'

const ALLOWED =
  'nothing of Node is allowed in core, harness/world, harness/schedule, harness/plan, harness/faults, properties, nor in what they load'

test('what is to run in a browser may not import Node, by either name of a module, for types or for values', () => {
  const sources = [
    { path: 'core/a.ts', text: "import type { Readable } from 'node:stream'\nimport fs from 'fs'\n" },
    { path: 'core/a.test.ts', text: "import fs from 'node:fs'\n" },
    { path: 'harness/campaign/a.ts', text: "import fs from 'node:fs'\n" },
    {
      path: 'properties/a.ts',
      text: 'const a: { process: 1 } = { process: 1 }\na.process\nprocess.exit()\n',
    },
  ]
  expect(nodeInPortable(sources)).toEqual([
    `core/a.ts:1: imports node:stream; ${ALLOWED}`,
    `core/a.ts:2: imports fs; ${ALLOWED}`,
    `properties/a.ts:3: uses process; ${ALLOWED}`,
  ])
})

test('nor may a file that it loads from elsewhere', () => {
  const sources = [
    {
      path: 'harness/plan/a.ts',
      text: "import { b } from '../targets/b.ts'\nimport type { C } from '../targets/c.ts'\n",
    },
    { path: 'harness/targets/b.ts', text: "\nimport os from 'node:os'\n" },
    { path: 'harness/targets/c.ts', text: "import os from 'node:os'\n" },
  ]
  expect(nodeInPortable(sources)).toEqual([
    `harness/targets/b.ts:2: imports node:os, and harness/plan/a.ts loads this; ${ALLOWED}`,
  ])
})
