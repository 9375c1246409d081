import { termAt, type TermLog } from '../../../properties/conformance/term-log.ts'
import { UNTOLD, type Sight, type StoryEntry } from '../../recording/story.ts'

/** Gives each entry of any log a number, those of equal index and term the same. */
export interface ToldEntries {
  /** What of a log is told: nothing is of what was there before its base, but perhaps the term of the last. */
  logOf(log: TermLog | null): Pick<Sight, 'base' | 'log'>
  /** The entries, once it is known what they hold. */
  entries(contentOf: (index: number, term: number) => string | null): StoryEntry[]
}

/** So many letters of what an entry holds are shown in it. */
const SHORT = 6

/** No entries so far. Those up to the floor are left out of every log. */
export function openToldEntries(floor: number): ToldEntries {
  const known: (readonly [index: number, term: number])[] = []
  const numbers = new Map<string, number>()
  const logs = new WeakMap<TermLog, Pick<Sight, 'base' | 'log'>>()
  const numberOf = (index: number, term: number): number => {
    const key = `${index} ${term}`
    const number = numbers.get(key) ?? known.push([index, term]) - 1
    numbers.set(key, number)
    return number
  }
  return {
    logOf(log) {
      if (log === null) return { base: UNTOLD, log: [] }
      const seen = logs.get(log)
      if (seen !== undefined) return seen
      const first = termAt(log, log.base) < 0 || log.base === 0 ? log.base : log.base - 1
      const base = Math.max(first, Math.min(floor, log.last))
      const told = Array.from({ length: log.last - base }, (_, place) =>
        numberOf(base + place + 1, termAt(log, base + place + 1)),
      )
      logs.set(log, { base, log: told })
      return { base, log: told }
    },
    entries: (contentOf) =>
      known.map(([index, term]) => {
        const content = contentOf(index, term)
        return content === null ? [term, '', 'what it holds is not told'] : [term, shortOf(content), content]
      }),
  }
}

/** Of what an entry holds the first word with a digit in it, by which entries differ, or else the first. */
function shortOf(content: string): string {
  if (content.length <= SHORT) return content
  const words = content.trim().split(/\s+/u)
  const word = (words.find((one) => /\d/u.test(one)) ?? (words[0] as string)).replace(/:$/u, '')
  return word.length <= SHORT ? word : `${word.slice(0, SHORT - 1)}…`
}
