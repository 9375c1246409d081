import { Operation } from '../../core/command.ts'
import { watchesContact } from '../../core/options.ts'
import type { Bounds, Budgets } from '../../harness/explore/world/bounds.ts'
import { UsageError } from '../usage-error.ts'

/** How a search is to go, as options say it. */
export interface Manner {
  readonly first: 'breadth' | 'depth' | undefined
  readonly walks: number | undefined
  readonly workers: number
  readonly checkpoint: string | undefined
  readonly checkpointEvery: number | undefined
  readonly resume: string | undefined
  readonly seed: number | undefined
  readonly depth: number | undefined
  readonly states: number | undefined
}

/** Refuses what makes no sense together: with each, what else to say. */
export function refuseNonsense(bounds: Bounds, manner: Manner): void {
  const reason =
    nonsenseOfWalks(manner) ??
    nonsenseOfWorkers(manner) ??
    nonsenseOfCheckpoints(manner) ??
    nonsenseOfBounds(bounds) ??
    endless(bounds, manner)
  if (reason !== undefined) throw new UsageError(reason)
}

function nonsenseOfWalks({ first, walks, seed, states }: Manner): string | undefined {
  if (walks === undefined)
    return seed === undefined
      ? undefined
      : '--seed: a search looks at everything and draws nothing; expected --walks with it'
  if (first !== undefined)
    return `--first ${first}: walks have no order; expected --walks or --first, not both`
  return states === undefined
    ? undefined
    : '--states: walks are bounded by how many there are and how long; expected --walks and --depth'
}

function nonsenseOfWorkers({ first, walks, workers }: Manner): string | undefined {
  if (workers === 1) return undefined
  if (walks !== undefined)
    return `--workers ${workers}: walks go one behind the other; expected --workers or --walks, not both`
  return first === 'depth'
    ? `--workers ${workers}: threads go level by level; expected --first breadth with it, or one worker`
    : undefined
}

function nonsenseOfCheckpoints(manner: Manner): string | undefined {
  const { first, walks, workers, checkpoint, checkpointEvery, resume } = manner
  if (checkpointEvery !== undefined && checkpoint === undefined)
    return '--checkpoint-every: nothing is taken down; expected --checkpoint FILE with it'
  if (checkpoint === undefined && resume === undefined) return undefined
  const option = checkpoint === undefined ? '--resume' : '--checkpoint'
  return first === 'depth' || walks !== undefined || workers > 1
    ? `${option}: only a search breadth first with one worker is taken down and gone on with; expected no --first depth, --walks or --workers with it`
    : undefined
}

function nonsenseOfBounds({ budgets, cluster, messages }: Bounds): string | undefined {
  const { options, synchronousDisk, operations } = cluster
  const { losses, crashes, drops, lapses, retries } = budgets
  if (losses > 0 && synchronousDisk && options.snapshotThreshold === 0)
    return '--losses: on a synchronous disk a write is durable at once, and none can be lost; expected --disk loses with it'
  if (losses > 0 && crashes === 0)
    return '--losses: writes are lost in a crash; expected --crashes of at least 1 with it'
  if (drops > 0 && messages === Infinity)
    return '--drops: a message need never arrive, so every loss is looked at as it is; expected --messages with it, or no --drops'
  const transfers = operations.flat().some(({ operation }) => operation === Operation.TransferLeadership)
  if (lapses > 0 && !watchesContact(options) && !transfers)
    return '--lapses: plain Raft has no timers but those of elections and heartbeats; expected --features pre-vote, check-quorum or stickiness, or --transfers, with it'
  if (retries > 0 && operations.length === 0)
    return '--retries: no client asks anything; expected --writes, --reads, --changes or --transfers with it'
  return undefined
}

/** Why a search would never end: something may happen time and again, and each time something more is kept. */
function endless(
  { budgets, messages, cluster }: Bounds,
  { depth, states, walks }: Manner,
): string | undefined {
  if (depth !== undefined || states !== undefined || walks !== undefined) return undefined
  const { duplicates, heartbeats, retries, elections } = budgets
  const { options, synchronousDisk } = cluster
  if (duplicates === Infinity) {
    const kept = !synchronousDisk
      ? '--disk loses: each copy of a request makes one more answer that waits for the disk'
      : options.snapshotThreshold > 0
        ? '--snapshots: each copy of a snapshot makes one more write of it'
        : undefined
    return kept === undefined
      ? undefined
      : `${kept}, so a search with --duplicates free never ends; expected a number of duplicates, --depth or --states with it`
  }
  if (messages !== Infinity) return undefined
  const free: (keyof Budgets)[] = []
  if (heartbeats === Infinity) free.push('heartbeats')
  if (retries === Infinity) free.push('retries')
  if (elections === Infinity && options.preVote) free.push('elections')
  return free.length === 0
    ? undefined
    : `--${free[0]} free: each sends messages once more, and where copies are not free messages are counted, so the search never ends; expected a number, or --duplicates free, --messages, --depth or --states with it`
}
