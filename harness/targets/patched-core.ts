import { createHash, randomUUID } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { applyCorePatch } from './apply-patch.ts'
import type { CoreModule } from './core.ts'
import { eraseTypes, SyntaxProblem } from './erase-types.ts'
import { PatchError } from './patch-error.ts'
import { coreSources, type Sources } from './sources.ts'
import type { TargetPatch } from './target.ts'

/** The sources of core/ as a patch leaves them. Throws a PatchError. */
export function patchedSources(patch: TargetPatch): Sources {
  return applyCorePatch(coreSources(), patch)
}

/**
 * The rules of a patched core: built from the sources of core/ into a folder of its own and imported. Equal sources
 * share a folder, in which they are found again by later runs. Throws a PatchError.
 */
export async function loadPatchedCore(patch: TargetPatch): Promise<CoreModule> {
  const sources = patchedSources(patch)
  const folder = folderFor(sources)
  claim(folder)
  write(join(folder, 'package.json'), '{ "type": "module" }\n')
  for (const [path, source] of sources)
    write(join(folder, path.replace(/\.ts$/, '.js')), erase(patch, path, source))
  const step = await exportOf(patch, folder, 'core/step.js', 'step')
  const recover = await exportOf(patch, folder, 'core/recovery/recover.js', 'recover')
  return { step, recover } as CoreModule
}

/** Where the sources are built to: a name that only equal sources have, and only for one user of the machine. */
function folderFor(sources: Sources): string {
  const hash = createHash('sha256').update(JSON.stringify([process.getuid?.(), ...sources]))
  return join(tmpdir(), `whitewater-${hash.digest('hex').slice(0, 16)}`)
}

/** Makes the folder, which nobody else may write to: what is in it will be run. */
function claim(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const user = process.getuid?.()
  if (user === undefined || lstatSync(folder).uid === user) return
  throw new Error(
    `${folder} belongs to another user of this machine; remove it, or set TMPDIR to a folder of your own.`,
  )
}

/** Makes a file hold a text. Threads and processes may do it at once: whoever reads it finds all of it. */
function write(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, text)
  renameSync(draft, file)
}

function erase(patch: TargetPatch, path: string, source: string): string {
  try {
    return eraseTypes(source)
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    const { line, column, message } = error
    const found = source.split('\n')[line - 1] ?? ''
    throw new PatchError(
      `Patch ${patch.name} leaves ${path} so that it does not parse: line ${line}, column ${column} of the patched file: ${message}.\n  found: ${found}`,
    )
  }
}

async function exportOf(patch: TargetPatch, folder: string, path: string, name: string): Promise<unknown> {
  let module: Readonly<Record<string, unknown>>
  try {
    module = (await import(pathToFileURL(join(folder, path)).href)) as typeof module
  } catch (error) {
    throw new PatchError(
      `Patch ${patch.name} leaves a core that cannot be loaded: ${(error as Error).message}`,
    )
  }
  if (typeof module[name] === 'function') return module[name]
  throw new PatchError(
    `Patch ${patch.name} leaves ${path.replace(/\.js$/, '.ts')} without its function "${name}".`,
  )
}
