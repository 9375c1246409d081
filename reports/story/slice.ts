import type { Step } from './explanation.ts'

/** Which steps are told of a long story. */
export interface Slice {
  readonly steps: readonly Step[]
  readonly leftOut: number
}

/** The positions of all that brought these steps about, step by step, and of these. */
export function originsOf(steps: readonly Step[], roots: readonly number[]): ReadonlySet<number> {
  return closure(steps, roots, Infinity)
}

/**
 * Those steps that brought about the `roots`, nearest first: all of the roots, and no more than `most` in all but for
 * those.
 */
export function sliceOf(steps: readonly Step[], roots: readonly number[], most: number): Slice {
  const kept = closure(steps, roots, most)
  const told = steps.filter(({ position }) => kept.has(position))
  return { steps: told, leftOut: steps.length - told.length }
}

function closure(steps: readonly Step[], roots: readonly number[], most: number): Set<number> {
  const byPosition = new Map(steps.map((step) => [step.position, step]))
  const kept = new Set(roots.filter((position) => byPosition.has(position)))
  const queue = [...kept].sort((a, b) => b - a)
  for (let place = 0; place < queue.length && kept.size < most; place++) {
    const { because } = byPosition.get(queue[place] as number) as Step
    for (const cause of [...because].sort((a, b) => b - a)) {
      if (kept.size >= most || kept.has(cause) || !byPosition.has(cause)) continue
      kept.add(cause)
      queue.push(cause)
    }
  }
  return kept
}
