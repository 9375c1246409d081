import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from './source.ts'

/** The text files under a folder, in the order of their paths, without what its .gitignore names. */
export function readRepository(root: string): readonly Source[] {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/u, ''))
  return pathsUnder(root, '', new Set(['.git', ...ignored]))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
}

function pathsUnder(root: string, folder: string, ignored: ReadonlySet<string>): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : pathsUnder(root, path, ignored)
    return entry.isFile() ? [path] : []
  })
}
