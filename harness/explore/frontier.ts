/** How many words a piece of a frontier has; a row longer than that gets a piece of its own. */
const PIECE = 1 << 14

/** The states of one level that wait to be expanded: their rows, each behind its length, in pieces that are used again. */
export interface Frontier {
  pieces: Int32Array[]
  /** By piece: how many of its words are taken. */
  taken: number[]
  /** How many states were added and not yet taken. */
  count: number
  /** Where the next state is taken from. */
  piece: number
  place: number
}

/** Pieces that no frontier uses, and how many bytes all pieces take. */
export interface Pieces {
  readonly spare: Int32Array[]
  bytes: number
  peakBytes: number
}

/** No pieces yet. */
export function noPieces(): Pieces {
  return { spare: [], bytes: 0, peakBytes: 0 }
}

/** A frontier without states. */
export function emptyFrontier(): Frontier {
  return { pieces: [], taken: [], count: 0, piece: 0, place: 0 }
}

/** Adds a state: a copy of its row. */
export function pushState(
  frontier: Frontier,
  pool: Pieces,
  words: Int32Array,
  at: number,
  length: number,
): void {
  const { pieces, taken } = frontier
  let last = pieces.length - 1
  let piece = pieces[last]
  if (piece === undefined || (taken[last] as number) + length + 1 > piece.length) {
    piece = takePiece(pool, length + 1)
    pieces.push(piece)
    taken.push(0)
    last += 1
  }
  let place = taken[last] as number
  piece[place++] = length
  for (let i = 0; i < length; i++) piece[place + i] = words[at + i] as number
  taken[last] = place + length
  frontier.count += 1
}

/** The piece that the next state is in, at `frontier.place`: its length, and behind that its row. There must be one. */
export function nextPiece(frontier: Frontier, pool: Pieces): Int32Array {
  while (frontier.place === frontier.taken[frontier.piece]) {
    givePiece(pool, frontier.pieces[frontier.piece] as Int32Array)
    frontier.pieces[frontier.piece] = NONE
    frontier.piece += 1
    frontier.place = 0
  }
  return frontier.pieces[frontier.piece] as Int32Array
}

/** Gives the pieces back that are left, once all states were taken. */
export function closeFrontier(frontier: Frontier, pool: Pieces): void {
  for (let i = frontier.piece; i < frontier.pieces.length; i++)
    givePiece(pool, frontier.pieces[i] as Int32Array)
  frontier.pieces = []
  frontier.taken = []
  frontier.count = 0
  frontier.piece = 0
  frontier.place = 0
}

/** What a frontier's pieces are like: of each, how many words it has (none once it was given back). */
export interface FrontierShape {
  readonly lengths: readonly number[]
  readonly taken: readonly number[]
  readonly count: number
  readonly piece: number
  readonly place: number
}

/** The shape of a frontier. */
export function shapeOf({ pieces, taken, count, piece, place }: Frontier): FrontierShape {
  return { lengths: pieces.map(({ length }) => length), taken: [...taken], count, piece, place }
}

/** A frontier of that shape, whose words are still to be filled in. */
export function shapedFrontier(shape: FrontierShape, pool: Pieces): Frontier {
  const { lengths, taken, count, piece, place } = shape
  const pieces = lengths.map((length) => (length === 0 ? NONE : takePiece(pool, length)))
  return { pieces, taken: [...taken], count, piece, place }
}

/** The words that are taken, piece by piece: views of them; none of pieces that were given back. */
export function takenWords({ pieces, taken }: Frontier): Int32Array[] {
  return pieces.map((piece, i) => piece.subarray(0, taken[i]))
}

/** Makes a pool's peak what it was, and has so many pieces wait in it to be used. */
export function refillPool(pool: Pieces, spare: number, peakBytes: number): void {
  const pieces = Array.from({ length: spare }, () => takePiece(pool, PIECE))
  pool.spare.push(...pieces)
  pool.peakBytes = peakBytes
}

const NONE = new Int32Array(0)

function takePiece(pool: Pieces, length: number): Int32Array {
  if (length <= PIECE) {
    const spare = pool.spare.pop()
    if (spare !== undefined) return spare
  }
  const piece = new Int32Array(Math.max(PIECE, length))
  pool.bytes += 4 * piece.length
  pool.peakBytes = Math.max(pool.peakBytes, pool.bytes)
  return piece
}

function givePiece(pool: Pieces, piece: Int32Array): void {
  if (piece.length === PIECE) pool.spare.push(piece)
  else pool.bytes -= 4 * piece.length
}
