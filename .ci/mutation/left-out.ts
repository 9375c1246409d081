import type { Mutant } from './mutant.ts'

/**
 * Functions and constants of core/ that nothing in core/ uses: only judges do, the world, which formats disks, and plans and
 * stories for what they leave unsaid, on copies of their own that no mutant touches.
 */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  'core/vector.ts': ['withItem', 'firstDifference', 'rootAt', 'firstApart'],
  'core/options.ts': ['defaultOptions'],
  'core/recovery/disk.ts': ['NO_SNAPSHOT', 'NEW_DISK'],
}

/** Whether a mutant is in what no server ever runs. */
export function isLeftOut({ file, start }: Mutant, source: string): boolean {
  return (OF_OTHERS[file] ?? []).some((name) => {
    const [declared, kind] = new RegExp(`^(?:export )?(function|const) ${name}\\b`, 'm').exec(source) ?? []
    if (declared === undefined) return false
    const begins = source.indexOf(declared)
    return start >= begins && start < source.indexOf(kind === 'function' ? '\n}\n' : '\n\n', begins)
  })
}
