/**
 * States that a model adds, one behind the other, in arrays that are used again and again: a state's row, the step that
 * leads to it, its fingerprint. `words` is another array once it had to grow; read it after `roomFor`.
 */
export interface Successors {
  words: Int32Array
  /** Where the next row begins. */
  end: number
  /** How many states there are. */
  count: number
  /** By state: where its row begins. */
  starts: Int32Array
  /** By state: the number by which the model knows the step. */
  actions: Int32Array
  /** By state: the property that the step breaks, as far as the step alone shows it; 0: none. */
  verdicts: Int32Array
  /** By state: its fingerprint, two words each. */
  prints: Int32Array
  /** Steps taken since the start of the search, also those that lead to no state which is added. */
  generated: number
}

/** Room for no state yet. */
export function blankSuccessors(): Successors {
  return {
    words: new Int32Array(4096),
    end: 0,
    count: 0,
    starts: new Int32Array(513),
    actions: new Int32Array(512),
    verdicts: new Int32Array(512),
    prints: new Int32Array(1024),
    generated: 0,
  }
}

/** Forgets the states, but not how many steps there were. */
export function clearSuccessors(successors: Successors): void {
  successors.count = 0
  successors.end = 0
}

/** Makes sure that a row of so many words can be written, and says where it begins. */
export function roomFor(successors: Successors, length: number): number {
  if (successors.end + length > successors.words.length) growWords(successors, length)
  return successors.end
}

/** Adds the state whose row was written at `roomFor`, and counts the step to it. */
export function addSuccessor(
  successors: Successors,
  length: number,
  low: number,
  high: number,
  action: number,
  verdict: number,
): void {
  const { count } = successors
  if (count === successors.actions.length) growStates(successors)
  successors.starts[count] = successors.end
  successors.actions[count] = action
  successors.verdicts[count] = verdict
  successors.prints[2 * count] = low
  successors.prints[2 * count + 1] = high
  successors.end += length
  successors.starts[count + 1] = successors.end
  successors.count = count + 1
  successors.generated += 1
}

function growWords(successors: Successors, length: number): void {
  const grown = new Int32Array(Math.max(2 * successors.words.length, successors.end + length))
  grown.set(successors.words)
  successors.words = grown
}

function growStates(successors: Successors): void {
  const room = 2 * successors.actions.length
  successors.starts = copied(successors.starts, room + 1)
  successors.actions = copied(successors.actions, room)
  successors.verdicts = copied(successors.verdicts, room)
  successors.prints = copied(successors.prints, 2 * room)
}

function copied(words: Int32Array, room: number): Int32Array {
  const grown = new Int32Array(room)
  grown.set(words)
  return grown
}
