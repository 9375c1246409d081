/** What the runs of a batch, or of a campaign, have reached. */
export interface Reach {
  /** By name of the situation: in how many seeds it was reached, and the first of them. Those never reached are not in it. */
  readonly situations: Map<string, { readonly seeds: number; readonly first: number }>
  /** By abstract state: the first seed that came to it. */
  readonly states: Map<number, number>
}

/** Nothing reached. */
export function blankReach(): Reach {
  return { situations: new Map(), states: new Map() }
}

/** Adds what one seed has reached. */
export function addReached(
  sum: Reach,
  seed: number,
  reached: readonly string[],
  states: ReadonlySet<number>,
): void {
  for (const name of reached) addSituation(sum, name, 1, seed)
  for (const state of states) addState(sum, state, seed)
}

/** Adds what other seeds have reached. */
export function addReach(sum: Reach, { situations, states }: Reach): void {
  for (const [name, { seeds, first }] of situations) addSituation(sum, name, seeds, first)
  for (const [state, first] of states) addState(sum, state, first)
}

function addSituation({ situations }: Reach, name: string, seeds: number, first: number): void {
  const before = situations.get(name)
  situations.set(
    name,
    before === undefined
      ? { seeds, first }
      : { seeds: before.seeds + seeds, first: Math.min(before.first, first) },
  )
}

function addState({ states }: Reach, state: number, first: number): void {
  const before = states.get(state)
  if (before === undefined || first < before) states.set(state, first)
}
