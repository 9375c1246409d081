import type { Mutant } from './mutant.ts'
import type { Judged } from './verdict.ts'

/** A mutant, whether it ran, and what the harness said of it. */
export interface Result {
  readonly mutant: Mutant
  /** How often the core without it ran its place; 0: in none of the seeds. */
  readonly timesRun: number
  readonly judged: Judged
}

/** What became of a mutant, in one word for tables. */
export type Fate =
  'violation' | 'rule' | 'exception' | 'endless' | 'timeout' | 'survived' | 'not reached' | 'equivalent'

/** The fates, those of killed mutants first. */
export const FATES: readonly Fate[] = [
  'violation',
  'rule',
  'exception',
  'endless',
  'timeout',
  'survived',
  'not reached',
  'equivalent',
]

/** The fate of a mutant; `argued` are the names of those that are argued to be no bugs. */
export function fateOf({ mutant, timesRun, judged }: Result, argued: ReadonlySet<string>): Fate {
  const { kind } = judged.verdict
  if (kind !== 'survived') return kind
  if (argued.has(mutant.name)) return 'equivalent'
  return timesRun === 0 ? 'not reached' : 'survived'
}

/** Whether a fate is that of a mutant which the harness noticed. */
export function isKilled(fate: Fate): boolean {
  return FATES.indexOf(fate) < FATES.indexOf('survived')
}
