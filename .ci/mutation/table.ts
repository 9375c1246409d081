import type { Sources } from '../../harness/targets/sources.ts'
import { placeOf } from './mutant.ts'
import { oneLine } from './names.ts'
import { FATES, fateOf, isKilled, type Fate, type Result } from './result.ts'

/** The results as text: in all, by file, by property, and every mutant that lives. */
export function tableOf(results: readonly Result[], argued: ReadonlySet<string>, sources: Sources): string {
  const fates = results.map((result) => ({ result, fate: fateOf(result, argued) }))
  return [overall(fates), byFile(fates), byProperty(results), living(fates, sources)].join('\n\n')
}

interface Fated {
  readonly result: Result
  readonly fate: Fate
}

function overall(fates: readonly Fated[]): string {
  const killed = fates.filter(({ fate }) => isKilled(fate)).length
  const counts = FATES.map((fate) => `${fate} ${countOf(fates, fate)}`)
  const bugs = fates.length - countOf(fates, 'equivalent')
  return [
    `killed ${killed} of ${fates.length} (${percent(killed, fates.length)}); of those that are bugs, ${percent(killed, bugs)}`,
    counts.join(', '),
  ].join('\n')
}

function byFile(fates: readonly Fated[]): string {
  const files = [...new Set(fates.map(({ result }) => result.mutant.file))].sort()
  const rows = files.map((file) => {
    const here = fates.filter(({ result }) => result.mutant.file === file)
    const killed = here.filter(({ fate }) => isKilled(fate)).length
    const lives = FATES.filter((fate) => !isKilled(fate)).map((fate) => countOf(here, fate) || '')
    return [file, here.length, killed, ...lives]
  })
  return columns([['by file', 'mutants', 'killed', ...FATES.filter((fate) => !isKilled(fate))], ...rows])
}

function byProperty(results: readonly Result[]): string {
  const found = new Map<string, number>()
  for (const { judged } of results) {
    const { verdict } = judged
    if (!('property' in verdict)) continue
    found.set(verdict.property, (found.get(verdict.property) ?? 0) + 1)
  }
  const rows = [...found].sort(([, a], [, b]) => b - a)
  return columns([['by the property that was violated first', 'mutants'], ...rows])
}

function living(fates: readonly Fated[], sources: Sources): string {
  const lives = fates.filter(({ fate }) => fate === 'survived' || fate === 'not reached')
  const told = lives.map(({ result, fate }) => {
    const { mutant, timesRun, judged } = result
    const often = fate === 'survived' ? `ran ${timesRun} times; ${judged.seeds} seeds` : fate
    const { original, replacement } = mutant
    return `${placeOf(mutant, sources)}  ${mutant.mutator}  (${often})\n  - ${oneLine(original)}\n  + ${oneLine(replacement)}`
  })
  return [`living: ${lives.length}`, ...told.sort()].join('\n')
}

function countOf(fates: readonly Fated[], which: Fate): number {
  return fates.filter(({ fate }) => fate === which).length
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`
}

function columns(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0
            ? String(cell).padEnd(widths[0] as number)
            : String(cell).padStart(widths[column] as number),
        )
        .join('  '),
    )
    .join('\n')
}
