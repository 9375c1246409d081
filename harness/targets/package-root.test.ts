import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from './package-root.ts'
import { coreSources } from './sources.ts'

it('finds the package, and in it the sources of core without their tests', () => {
  expect(existsSync(join(packageRoot(), 'package.json'))).toBe(true)
  const paths = [...coreSources().keys()]
  expect(paths).toEqual(expect.arrayContaining(['core/step.ts', 'core/recovery/recover.ts']))
  expect(paths.filter((path) => /\.test\.|testing|\\/.test(path))).toEqual([])
})
