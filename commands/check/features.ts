import { InvalidArgumentError } from 'commander'
import type { Options } from '../../core/options.ts'
import type { Feature } from '../../harness/plan/feature.ts'

/** What a cluster that is searched may have beyond plain Raft, each with its smallest tuning. */
const OPTIONS_OF = {
  'pre-vote': { preVote: true },
  'check-quorum': { checkQuorum: true },
  stickiness: { stickiness: true },
  sessions: { registration: true },
  'follower-reads': { followerReads: true },
  pipelining: { maxInFlight: 2 },
  'queued-proposals': { maxQueued: 8 },
  'paged-apply': { applyPage: 1 },
  segments: { segmentRecords: 2 },
  'persistent-machine': { persistentMachine: true },
} as const satisfies { readonly [F in Feature]?: Partial<Options> }

/** A feature that can be searched. */
export type SearchFeature = keyof typeof OPTIONS_OF

/** All of them. */
export const SEARCH_FEATURES = Object.keys(OPTIONS_OF) as SearchFeature[]

/** Why leases are not for a search. */
export const LEASES_REFUSED =
  'a search has no clock: what a lease promises rests on how fast clocks run, and a search lets timers fire in any order; fuzz --features leases judges it'

/** Why the others are not for a search, or how they are asked for there. */
const REFUSALS: Readonly<Record<Exclude<Feature, SearchFeature>, string>> = {
  leases: LEASES_REFUSED,
  clocks: 'a search has no clock: timers fire in any order, whatever clocks say',
  'own-timeouts': 'a search has no clock: any server may time out first as it is',
  snapshots: 'say --snapshots THRESHOLD',
  membership: 'say --changes with the members to be',
  transfers: 'say --transfers with the servers to lead',
}

/** What features make of a cluster's options. Sessions of a search never expire: there is no time in its logs. */
export function optionsOfFeatures(features: readonly SearchFeature[]): Partial<Options> {
  return Object.assign({}, ...features.map((name) => OPTIONS_OF[name])) as Partial<Options>
}

/** Reads a list of features that can be searched, between commas, or `none`. */
export function searchFeatures(text: string): readonly SearchFeature[] {
  if (text === 'none') return []
  return text.split(',').map((name) => {
    if (name in OPTIONS_OF) return name as SearchFeature
    if (Object.hasOwn(REFUSALS, name))
      throw new InvalidArgumentError(`"${name}": ${REFUSALS[name as keyof typeof REFUSALS]}.`)
    throw new InvalidArgumentError(
      `"${name}" is none; expected none, or some of ${SEARCH_FEATURES.join(',')}.`,
    )
  })
}
