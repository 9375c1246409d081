import type { Step } from './explanation.ts'

/** Which steps are told of a long story. */
export interface Slice {
  readonly steps: readonly Step[]
  readonly leftOut: number
}

/**
 * Those steps that brought about the last one, found by going back from each to its causes, nearest first; no more than
 * `most`, but all of `wanted`. Where there are no more than `all`, every one is told.
 */
export function sliceOf(steps: readonly Step[], wanted: readonly number[], all: number, most: number): Slice {
  if (steps.length <= all) return { steps, leftOut: 0 }
  const byPosition = new Map(steps.map((step) => [step.position, step]))
  const kept = new Set(wanted.filter((position) => byPosition.has(position)))
  const last = steps.at(-1)
  if (last !== undefined) kept.add(last.position)
  const queue = [...kept].sort((a, b) => b - a)
  for (let place = 0; place < queue.length && kept.size < most; place++) {
    const { because } = byPosition.get(queue[place] as number) as Step
    for (const cause of [...because].sort((a, b) => b - a)) {
      if (kept.size >= most || kept.has(cause) || !byPosition.has(cause)) continue
      kept.add(cause)
      queue.push(cause)
    }
  }
  const told = steps.filter(({ position }) => kept.has(position))
  return { steps: told, leftOut: steps.length - told.length }
}
