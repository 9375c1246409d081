import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from '../../harness/targets/package-root.ts'

/** How the program ended, and what it wrote. */
export interface Ran {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** Runs the built command line, as a user would, in the package's folder. */
export function whitewater(...args: string[]): Ran {
  const root = packageRoot()
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, out: stdout, err: stderr }
}
