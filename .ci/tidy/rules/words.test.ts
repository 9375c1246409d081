import { expect, test } from 'vitest'
import { registryHosts, reminders, strayConsole, vagueNames } from './words.ts'

test('a file or folder whose name says nothing is found', () => {
  const paths = [
    'core/utils/log.ts',
    'harness/test-helpers.ts',
    'data/trace.json',
    'harness/database.ts',
    'core/log.ts',
  ]
  expect(vagueNames(paths.map((path) => ({ path, text: '' })))).toEqual([
    'core/utils/log.ts:1: is named "utils"; a name says what it is',
    'harness/test-helpers.ts:1: is named "helpers"; a name says what it is',
    'data/trace.json:1: is named "data"; a name says what it is',
  ])
})

test('a reminder in a comment or in prose is found', () => {
  const words = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X']
  const texts = words.map((word, i) => ({
    path: i === 0 ? 'README.md' : 'core/a.ts',
    text: `\n// ${word}: later\n`,
  }))
  expect(reminders(texts)).toEqual([
    `README.md:2: ${words[0]}; do it, or file it`,
    `core/a.ts:2: ${words[1]}; do it, or file it`,
    `core/a.ts:2: ${words[2]}; do it, or file it`,
  ])
  expect(reminders([{ path: 'core/a.ts', text: '// a mastodon\nconst XXXL = 1\n' }])).toEqual([])
})

test('the console is for the command line, the benchmarks and the reports', () => {
  const text = '\nconsole.log(1)\n'
  const of = (path: string): readonly string[] => strayConsole([{ path, text }])
  expect(of('harness/a.ts')).toEqual([
    'harness/a.ts:2: uses console; allowed in cli.ts, commands, bench, reports',
  ])
  expect(['cli.ts', 'commands/a.ts', 'bench/a.ts', 'reports/ci/a.ts', 'core/a.test.ts'].flatMap(of)).toEqual(
    [],
  )
  expect(strayConsole([{ path: 'core/a.ts', text: '// console.log(1)\n' }])).toEqual([])
})

test.each([
  ['https://registry', 'example', 'com/a/-/a.tgz'],
  ['npm', 'pkg', 'example', 'com'],
  ['npmexample', 'org'],
  ['registry =', 'https://example:4873/'],
  ['//host/:_auth' + 'Token', '='],
])('a host that packages come from is found: %s …', (...labels) => {
  const text = `\n${labels.join('.').replace('.=', '=').replace('=.', '= ')}\n`
  expect(registryHosts([{ path: '.npmrc', text }])).toEqual([
    '.npmrc:2: names where packages come from; leave that to the settings of a machine',
  ])
})

test('the commands of npm, code that says registry and other hosts are no registry host', () => {
  const text = 'npm ci\nregistry.lookup(name)\nregistry.ts\nhttps://raft.github.io\nnpm.config.ts\n'
  expect(registryHosts([{ path: 'README.md', text }])).toEqual([])
})
