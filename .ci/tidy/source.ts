/** A file of the repository: its path from the root, with `/`, and all its text. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** A style rule: gives what breaks it, each as `file:line: what is there; what is allowed`. */
export type Rule = (sources: readonly Source[]) => readonly string[]

/** One thing that breaks a rule. Lines count from 1. */
export function finding(path: string, line: number, found: string, allowed: string): string {
  return `${path}:${line}: ${found}; ${allowed}`
}

/** The line, from 1, of the character at `offset`. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Whether a source is TypeScript, and so can be parsed. */
export function isTypeScript({ path }: Source): boolean {
  return path.endsWith('.ts')
}

/** Whether a path is that of a test, or of what tests share: that lies in a folder named `testing`. */
export function isTestPath(path: string): boolean {
  return path.endsWith('.test.ts') || path.split('/').slice(0, -1).includes('testing')
}

/** Whether a source is a test, or what tests share. */
export function isTest({ path }: Source): boolean {
  return isTestPath(path)
}

/** The TypeScript sources that are no tests. */
export function productSources(sources: readonly Source[]): readonly Source[] {
  return sources.filter((source) => isTypeScript(source) && !isTest(source))
}

/** The folder that a path is in; '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Whether a path lies in one of the folders, at any depth. */
export function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`))
}
