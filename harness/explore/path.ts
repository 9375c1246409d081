import type { PathStep } from './exploration.ts'
import type { Model } from './model.ts'
import { clearSuccessors, type Successors } from './successors.ts'

/**
 * Walks a path again: its first state is the how-manieth of those in which a run may begin, every other the how-manieth
 * successor of the one before.
 */
export function walkPath(
  model: Model,
  ordinals: readonly number[],
  successors: Successors,
): readonly PathStep[] {
  const path: PathStep[] = []
  for (const ordinal of ordinals) {
    const before = path.at(-1)?.state
    clearSuccessors(successors)
    if (before === undefined) model.begin(successors)
    else model.expand(before, 0, before.length, successors)
    if (ordinal >= successors.count) throw new Error(goneAstray(model.name, path.length, ordinal, successors))
    const state = successors.words.slice(successors.starts[ordinal], successors.starts[ordinal + 1])
    const action = before === undefined ? -1 : (successors.actions[ordinal] as number)
    const name = before === undefined ? 'the run begins' : model.actionName(before, 0, before.length, action)
    path.push({ action, name, state })
  }
  return path
}

function goneAstray(name: string, step: number, ordinal: number, { count }: Successors): string {
  return (
    `The model "${name}" gives other successors than it gave before: step ${step} of a path should go to number ` +
    `${ordinal} of them, and there are ${count}. Equal rows must have equal steps, in the same order.`
  )
}
