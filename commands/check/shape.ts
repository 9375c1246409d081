import type { Budgets } from '../../harness/explore/world/bounds.ts'
import type { SearchFeature } from './features.ts'

/** What is searched, as the options say it: what a preset fixes, and options fix instead. */
export interface Shape extends Budgets {
  readonly servers: number
  /** The members at first, as text: `S1 S2`; nothing: all servers. */
  readonly voters: string
  readonly terms: number
  readonly entries: number
  readonly messages: number
  readonly writes: number
  readonly reads: number
  /** The members that are asked for, change by change, as text: `S1 S2, S1 S2 S3`. */
  readonly changes: string
  readonly membership: 'joint' | 'single-server'
  /** The servers that are asked to lead, as text. */
  readonly transfers: string
  /** How many applied entries a log grows by before it is compacted; 0: it is not. */
  readonly snapshots: number
  readonly disk: 'synchronous' | 'loses'
  readonly features: readonly SearchFeature[]
}

/** Three servers, and nothing but what a term or two bring with them. */
export const PLAIN: Shape = {
  servers: 3,
  voters: '',
  terms: 2,
  entries: Infinity,
  messages: Infinity,
  elections: Infinity,
  heartbeats: 0,
  lapses: 0,
  crashes: 0,
  losses: 0,
  drops: 0,
  duplicates: Infinity,
  retries: 0,
  writes: 0,
  reads: 0,
  changes: '',
  membership: 'joint',
  transfers: '',
  snapshots: 0,
  disk: 'synchronous',
  features: [],
}
