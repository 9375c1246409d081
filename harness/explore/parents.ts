/** How many states a piece of the parents is for. */
const PIECE = 1 << 14

/** How each state was first met, by its number in the order in which states were met. */
export interface Parents {
  readonly states: Uint32Array[]
  /** By state: the how-manieth of what its parent's steps led to, from 0. */
  readonly ordinals: Uint16Array[]
  count: number
  bytes: number
}

/** Where a parent's number stands for none: a run may begin with the state. */
export const NO_PARENT = 0xffffffff

/** Of no states. */
export function noParents(): Parents {
  return { states: [], ordinals: [], count: 0, bytes: 0 }
}

/** Gives the next state its parent. */
export function pushParent(parents: Parents, parent: number, ordinal: number): void {
  const { count } = parents
  const place = count & (PIECE - 1)
  if (place === 0) addPiece(parents)
  const piece = count >>> 14
  ;(parents.states[piece] as Uint32Array)[place] = parent
  ;(parents.ordinals[piece] as Uint16Array)[place] = ordinal
  parents.count = count + 1
}

/** Parents of so many states, all of them still to be filled in. */
export function blankParents(count: number): Parents {
  const parents = noParents()
  while (parents.states.length * PIECE < count) addPiece(parents)
  parents.count = count
  return parents
}

/** What of the pieces is filled in: views of them. */
export function filledParts({ states, ordinals, count }: Parents): (Uint32Array | Uint16Array)[] {
  const filled = (piece: number): number => Math.min(PIECE, count - piece * PIECE)
  return [
    ...states.map((piece, i) => piece.subarray(0, filled(i))),
    ...ordinals.map((piece, i) => piece.subarray(0, filled(i))),
  ]
}

/** Which state a state was first met from. */
export function parentOf({ states }: Parents, state: number): number {
  return (states[state >>> 14] as Uint32Array)[state & (PIECE - 1)] as number
}

/** The how-manieth successor of its parent a state is. */
export function ordinalOf({ ordinals }: Parents, state: number): number {
  return (ordinals[state >>> 14] as Uint16Array)[state & (PIECE - 1)] as number
}

function addPiece(parents: Parents): void {
  parents.states.push(new Uint32Array(PIECE))
  parents.ordinals.push(new Uint16Array(PIECE))
  parents.bytes += 6 * PIECE
}
