import type { Mutant } from './mutant.ts'

/** Functions of core/ that nothing in core/ calls: only judges do and, for what they leave unsaid, plans and stories, on a copy of their own that no mutant touches. */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  'core/vector.ts': ['withItem', 'firstDifference', 'rootAt', 'firstApart'],
  'core/options.ts': ['defaultOptions'],
}

/** Whether a mutant is in a function that no server ever runs. */
export function isLeftOut({ file, start }: Mutant, source: string): boolean {
  return (OF_OTHERS[file] ?? []).some((name) => {
    const begins = new RegExp(`^(?:export )?function ${name}\\b`, 'm').exec(source)?.index ?? Infinity
    return start >= begins && start < source.indexOf('\n}\n', begins)
  })
}
