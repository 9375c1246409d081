import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NAME = 'whitewater'

/**
 * The folder of the package that this module is part of: the same from its sources, from what is built of them, and
 * installed. What the package ships beside its code (the sources of core/, the zoo) is found from here.
 */
export function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; ; folder = dirname(folder)) {
    if (isRoot(folder)) return folder
    if (folder === dirname(folder)) {
      throw new Error(`No package.json of the package "${NAME}" in ${start} or above it; reinstall ${NAME}.`)
    }
  }
}

/** The version of the package. */
export function packageVersion(): string {
  const manifest = readFileSync(join(packageRoot(), 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version
}

/** The built file that threads and processes run. */
export function workerFile(): string {
  return join(packageRoot(), 'dist', 'worker.js')
}

function isRoot(folder: string): boolean {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return false
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: unknown }
  return name === NAME
}
