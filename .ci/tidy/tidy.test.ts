import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectNone } from './expect-none.ts'
import { readRepository } from './repository.ts'
import { nodeInPortable } from './rules/browser.ts'
import { deadExports } from './rules/dead-exports.ts'
import { missingDocstrings } from './rules/docstrings.ts'
import { fileCycles, folderCycles } from './rules/import-cycles.ts'
import { longFiles, longFunctions } from './rules/length.ts'
import { looseVersions, resolvedInLock } from './rules/manifest.ts'
import { chanceInRuns, impureCore } from './rules/purity.ts'
import { borrowedRules, roomOrder, testsInProduct } from './rules/rooms.ts'
import { registryHosts, reminders, strayConsole, vagueNames } from './rules/words.ts'
import type { Rule } from './source.ts'

const root = join(import.meta.dirname, '..', '..')
const repository = readRepository(root)

const rules: readonly (readonly [sentence: string, rule: Rule])[] = [
  ['no source file is over 300 lines', longFiles],
  ['no function is over 70 lines', longFunctions],
  ['imports point one way: core <- harness <- properties <- scenarios <- reports <- composers', roomOrder],
  ['no test, and nothing that tests share, is part of the product', testsInProduct],
  ['the judge takes types and vocabulary from core, never a rule', borrowedRules],
  ['no folders import each other in a cycle, types included', folderCycles],
  ['no files load each other in a cycle', fileCycles],
  ['what is to run in a browser imports nothing of Node', nodeInPortable],
  ['core is pure functions on values and imports nothing outside core', impureCore],
  ['nothing that shapes a run reads a clock, draws chance, follows a locale or waits', chanceInRuns],
  ['every exported symbol has a docstring directly above it', missingDocstrings],
  ['every export of a room is used by a file that is no test', deadExports],
  ['no file or folder has a name that says nothing', vagueNames],
  ['no reminder is left in code or prose', reminders],
  ['only the command line, the benchmarks and the reports use the console', strayConsole],
  ['no file names a registry host', registryHosts],
  ['the lock file holds no address of a package', resolvedInLock],
  ['dependencies are exact versions', looseVersions],
]

test.each(rules)('%s', (_sentence, rule) => expectNone(rule(repository)))

test('the rules look at the whole repository', () => {
  const paths = repository.map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining(['core/step.ts', 'core/vector.test.ts', 'package.json', 'worker.ts']),
  )
  expect(paths.filter((path) => /^(?:node_modules|dist|\.git)\//.test(path))).toEqual([])
})
