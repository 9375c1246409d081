import { openPool } from './harness/pool.ts'
import { CALLED_OFF, SHORTEST, type Shrinkable } from './harness/shrink/shrink-job.ts'
import type { Shrunk } from './harness/shrink/shrink.ts'
import { workerFile } from './harness/targets/package-root.ts'
import type { TargetSpec } from './harness/targets/target.ts'

/** A violation to be told by a run as short as it can be. */
export interface ToShrink {
  readonly what: Shrinkable
  readonly identity: string
  readonly byRules?: boolean
  readonly mostActions?: number
}

/** How to go about it. */
export interface ShrinkTogetherOptions {
  /** How many threads; as many as there are runs when left out. */
  readonly workers?: number
  /** Ends it with the shortest there is so far. */
  readonly signal?: AbortSignal
  /** Told now and then of the shortest length of each so far; 0 where there is none yet. */
  readonly progress?: (lengths: readonly number[]) => void
}

/** How often progress is told, in milliseconds. */
const OFTEN = 200

/** Shrinks runs of one target, each in a thread of its own; `undefined` where a run does not show its violation. */
export async function shrinkTogether(
  target: TargetSpec,
  runs: readonly ToShrink[],
  { workers = runs.length, signal, progress }: ShrinkTogetherOptions = {},
): Promise<(Shrunk | undefined)[]> {
  if (runs.length === 0) return []
  const lines = runs.map(() => new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)))
  const callOff = (): void => lines.forEach((line) => void Atomics.store(line, CALLED_OFF, 1))
  const pool = openPool(Math.max(1, Math.min(workers, runs.length)), workerFile())
  const timer = setInterval(() => progress?.(lines.map((line) => Atomics.load(line, SHORTEST))), OFTEN)
  signal?.addEventListener('abort', callOff)
  if (signal?.aborted === true) callOff()
  try {
    return await Promise.all(
      runs.map(({ what, identity, byRules = false, mostActions }, run) =>
        pool.run(target, 'shrink', {
          what,
          identity,
          byRules,
          ...(mostActions === undefined ? {} : { mostActions }),
          line: (lines[run] as Int32Array<SharedArrayBuffer>).buffer,
        }),
      ),
    )
  } finally {
    clearInterval(timer)
    signal?.removeEventListener('abort', callOff)
    await pool.close()
  }
}
