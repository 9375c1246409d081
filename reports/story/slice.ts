import type { Step } from './explanation.ts'

/** Which steps are told of a long story. */
export interface Slice {
  readonly steps: readonly Step[]
  readonly leftOut: number
}

/**
 * The steps without the quiet ones, but for the roots: whatever a quiet one brought about was brought about by what
 * brought about that.
 */
export function withoutQuiet(
  steps: readonly Step[],
  quiet: ReadonlySet<number>,
  roots: readonly number[],
): Step[] {
  const passed = new Map<number, readonly number[]>()
  const loud: Step[] = []
  for (const step of steps) {
    const because = [...new Set(step.because.flatMap((cause) => passed.get(cause) ?? [cause]))]
    because.sort((a, b) => a - b)
    if (quiet.has(step.position) && !roots.includes(step.position)) passed.set(step.position, because)
    else loud.push({ ...step, because })
  }
  return loud
}

/** By position, how many steps lie between each that brought the last one about, and that. */
export function distances(steps: readonly Step[]): ReadonlyMap<number, number> {
  const byPosition = new Map(steps.map((step) => [step.position, step]))
  const last = steps.at(-1)
  const far = new Map<number, number>(last === undefined ? [] : [[last.position, 0]])
  for (const [position, distance] of far)
    for (const cause of byPosition.get(position)?.because ?? [])
      if (!far.has(cause)) far.set(cause, distance + 1)
  return far
}

/**
 * Those steps that brought about the `roots`, nearest first: all of the roots, and no more than `most` in all but for
 * those.
 */
export function sliceOf(steps: readonly Step[], roots: readonly number[], most: number): Slice {
  const byPosition = new Map(steps.map((step) => [step.position, step]))
  const kept = new Set(roots.filter((position) => byPosition.has(position)).sort((a, b) => b - a))
  for (const position of kept) {
    const causes = byPosition.get(position)?.because ?? []
    for (const cause of causes.toReversed()) if (kept.size < most && byPosition.has(cause)) kept.add(cause)
  }
  const told = steps.filter(({ position }) => kept.has(position))
  return { steps: told, leftOut: steps.length - told.length }
}
