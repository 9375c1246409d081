import { expect, test } from 'vitest'
import { looseVersions, resolvedInLock } from './manifest.ts'

test('a version that may change by itself is found with its line', () => {
  const text = JSON.stringify(
    {
      dependencies: { a: '1.2.3', b: '^1.2.3' },
      devDependencies: { c: '2.0.0-beta.1', d: 'latest', e: '1.x' },
      peerDependencies: { f: '>=5' },
    },
    null,
    2,
  )
  expect(looseVersions([{ path: 'package.json', text }])).toEqual([
    'package.json:4: b is "^1.2.3"; exact versions only, such as 1.2.3',
    'package.json:8: d is "latest"; exact versions only, such as 1.2.3',
    'package.json:9: e is "1.x"; exact versions only, such as 1.2.3',
  ])
})

test('an address in the lock file is found', () => {
  const text = '{\n  "resolved": "https://host/a.tgz"\n}\n'
  expect(resolvedInLock([{ path: 'package-lock.json', text }])).toEqual([
    'package-lock.json:2: has "resolved"; set omit-lockfile-registry-resolved and lock again',
  ])
  expect(resolvedInLock([{ path: 'core/a.ts', text }])).toEqual([])
})
