import { createHash } from 'node:crypto'
import { check, version, type Options } from 'prettier'
import { finding, isTypeScript, type Source } from '../source.ts'

/** What prettier says of a set of sources. */
export interface Formatting {
  readonly found: readonly string[]
  /** The keys of the texts that are well formatted: of the text, the options and the version of prettier. */
  readonly formatted: ReadonlySet<string>
}

/** Looks for TypeScript sources that prettier would write otherwise, but not at texts whose keys are `known`. */
export async function formattingOf(
  sources: readonly Source[],
  options: Options,
  known: ReadonlySet<string> = new Set(),
): Promise<Formatting> {
  const found: string[] = []
  const formatted = new Set<string>()
  for (const { path, text } of sources.filter(isTypeScript)) {
    const key = createHash('sha256')
      .update(JSON.stringify([version, options, text]))
      .digest('base64url')
    if (known.has(key) || (await check(text, { ...options, parser: 'typescript' }))) formatted.add(key)
    else found.push(finding(path, 1, 'is not formatted', `run npx prettier --write ${path}`))
  }
  return { found, formatted }
}
