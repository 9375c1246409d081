import type { Reach } from '../../harness/campaign/reach.ts'
import { share, whole } from './numbers.ts'

/** How many parts a campaign's seeds are told in, one after the other. */
const PARTS = 10
/** How many of the rarest situations are named. */
const RAREST = 5
/** How many of those never reached are named. */
const NAMED = 12

/** A campaign, as far as what it reached is told of it. */
export interface Reached {
  readonly reach: Reach
  readonly firstSeed: number
  readonly seeds: number
  /** The names of all situations that were looked out for. */
  readonly situations: readonly string[]
}

/** How many situations a campaign reached, and which came about most rarely. */
export function situationsText({ reach, situations, seeds }: Reached): string {
  const counts = situations
    .map((name) => ({ name, count: reach.situations.get(name)?.seeds ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count)
  const rarest = counts.slice(0, RAREST).map(({ name, count }) => `${name} (${share(count, seeds)})`)
  const told = `${counts.length} of ${situations.length} reached`
  return rarest.length === 0 ? told : `${told}; in the fewest seeds ${rarest.join(', ')}`
}

/** The situations that no seed reached; `undefined` when there is none. */
export function unreachedText({ reach, situations }: Reached): string | undefined {
  const missing = situations.filter((name) => !reach.situations.has(name))
  if (missing.length === 0) return undefined
  const more = missing.length - NAMED
  return `${missing.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/**
 * What was new in each part of the seeds, in their order: when little is, more seeds like these stop paying.
 */
export function newnessText({ reach, firstSeed, seeds }: Reached): string {
  const states = inParts(reach.states.values(), firstSeed, seeds)
  const firsts = [...reach.situations.values()].map(({ first }) => first)
  const newest = firsts.length === 0 ? undefined : Math.max(...firsts)
  const parts = `${bars(states)} new abstract states by ${states.length === PARTS ? 'tenths' : 'parts'} of the seeds: ${states.map(whole).join(' ')}`
  if (newest === undefined) return parts
  return `${parts}; situations: ${inParts(firsts, firstSeed, seeds).map(whole).join(' ')}, the last at seed ${newest}`
}

/** How many of these first seeds fall into each part. */
function inParts(firsts: Iterable<number>, firstSeed: number, seeds: number): number[] {
  const parts = new Array<number>(Math.max(1, Math.min(PARTS, seeds))).fill(0)
  for (const first of firsts) {
    const part = Math.floor(((first - firstSeed) * parts.length) / Math.max(seeds, 1))
    const place = Math.min(Math.max(part, 0), parts.length - 1)
    parts[place] = (parts[place] as number) + 1
  }
  return parts
}

const BARS = '▁▂▃▄▅▆▇█'

function bars(counts: readonly number[]): string {
  const most = Math.max(...counts, 1)
  return counts.map((count) => BARS[Math.ceil((count * (BARS.length - 1)) / most)]).join('')
}
