import { createHash } from 'node:crypto'
import type { CheckedWorld } from './checked-model.ts'
import type { CheckpointHeader } from './harness/explore/checkpoint/head.ts'
import { writeCheckpoint } from './harness/explore/checkpoint/write-checkpoint.ts'
import type { Standing } from './harness/explore/search.ts'
import type { WorldModel } from './harness/explore/world/world-model.ts'
import { packageVersion } from './harness/targets/package-root.ts'

/** Where a search is taken down, and how often. */
export interface CheckpointAsked {
  readonly file: string
  readonly everySeconds: number
}

/** Takes a search down now and then, and at its end. */
export interface CheckpointKeeper {
  /**
   * Asked between two batches; `isLast`: the search goes no further. Says whether it was taken down for good; throws where
   * nothing can be written.
   */
  keep(standing: Standing, isLast: boolean): boolean
}

/** What a search must be about to be gone on with, each part by its name: an option that differs is told so. */
export function checkpointHeader({ target, bounds, reductions, from }: CheckedWorld): CheckpointHeader {
  const { budgets, cluster, terms, entries, messages } = bounds
  const { options, ...others } = cluster
  const { name, text } = target.patch ?? { name: 'none', text: '' }
  return {
    version: packageVersion(),
    patch: name,
    patchText: digest(text),
    from: from === undefined ? 'the start' : digest(JSON.stringify(from)),
    ...options,
    ...others,
    terms,
    entries,
    messages,
    ...budgets,
    ...reductions,
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A keeper of checkpoints, for a search that begins now. */
export function checkpointKeeper(
  { file, everySeconds }: CheckpointAsked,
  world: CheckedWorld,
): CheckpointKeeper {
  let written = performance.now()
  return {
    keep(standing, isLast) {
      const isEnd = isLast || isBeforeEnd(standing)
      if (!isEnd && performance.now() - written < 1000 * everySeconds) return false
      // A search that is made once more without a reduction says so.
      const { reductions } = (standing.search.model as WorldModel).expansion
      try {
        writeCheckpoint(file, standing, checkpointHeader({ ...world, reductions }))
      } finally {
        written = performance.now()
      }
      return isEnd
    },
  }
}

/** Whether the bound on depth is about to end a search: it asks nobody then. */
function isBeforeEnd({ search, levels, limits }: Standing): boolean {
  return search.current.count === 0 && search.next.count > 0 && levels.length + 1 === limits.depth
}
