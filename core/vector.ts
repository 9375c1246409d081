/**
 * A persistent vector: pushing to it or cutting it gives a new vector and leaves the old one as it was; both share
 * what they have in common. A 16-way tree with its last leaf held apart, so that a push copies at most 16 slots
 * whatever the length. Items at its front may be forgotten; those behind them keep their positions. It knows nothing
 * of Raft; the log and the judges' memories are built on it.
 */
export interface Vector<T> {
  readonly length: number
  /** Bits of the index that tell the root's slots apart from each other: 4 for a root of leaves, 8 for a root of roots … */
  readonly shift: number
  readonly root: Node
  readonly tail: readonly T[]
}

type Node = readonly unknown[]

const BITS = 4
const WIDTH = 1 << BITS
const MASK = WIDTH - 1

const EMPTY: Vector<never> = { length: 0, shift: BITS, root: [], tail: [] }

/** Stands in a tree for a part in which every item is forgotten. */
const FORGOTTEN: Node = []

/** The vector of no items. */
export function emptyVector<T>(): Vector<T> {
  return EMPTY
}

/** A vector of this length whose items are all forgotten: the next one pushed stands at position `length`. */
export function forgottenVector<T>(length: number): Vector<T> {
  const tail = new Array<T>(length & MASK).fill(undefined as T)
  let shift = BITS
  while (length - tail.length > 1 << (shift + BITS)) shift += BITS
  return { length, shift, root: FORGOTTEN, tail }
}

/** The vector without its first `count` items: they may no longer be asked for, the others stay where they are. */
export function forget<T>(vector: Vector<T>, count: number): Vector<T> {
  const { length, shift, root, tail } = vector
  if (count >= length) return forgottenVector(length)
  const inTree = Math.min(count, length - tail.length)
  return { length, shift, root: withoutFirst(root, shift, inTree), tail }
}

/** The item at `position`, counted from 0. The caller keeps `0 ≤ position < length`, and does not ask for what is forgotten. */
export function itemAt<T>(vector: Vector<T>, position: number): T {
  const tailStart = vector.length - vector.tail.length
  if (position >= tailStart) return vector.tail[position - tailStart] as T
  return leafOf(vector, position)[position & MASK] as T
}

/** The vector with `item` after its last. */
export function push<T>(vector: Vector<T>, item: T): Vector<T> {
  const { length, shift, root, tail } = vector
  const size = tail.length
  if (size < WIDTH) {
    const grown = new Array<T>(size + 1)
    for (let i = 0; i < size; i++) grown[i] = tail[i] as T
    grown[size] = item
    return { length: length + 1, shift, root, tail: grown }
  }
  const start = length - size
  if (start === 1 << (shift + BITS)) {
    const taller = [root, withLeaf(FORGOTTEN, shift, 0, tail)]
    return { length: length + 1, shift: shift + BITS, root: taller, tail: [item] }
  }
  return { length: length + 1, shift, root: withLeaf(root, shift, start, tail), tail: [item] }
}

/** The vector of the first `count` items, the last of which must not be forgotten; the same vector when it has no more. */
export function take<T>(vector: Vector<T>, count: number): Vector<T> {
  if (count >= vector.length) return vector
  if (count <= 0) return EMPTY
  const tailStart = vector.length - vector.tail.length
  if (count > tailStart) {
    return {
      length: count,
      shift: vector.shift,
      root: vector.root,
      tail: vector.tail.slice(0, count - tailStart),
    }
  }
  const tail = leafOf(vector, count - 1).slice(0, ((count - 1) & MASK) + 1) as T[]
  let shift = vector.shift
  let root = firstLeaves(vector.root, shift, count - tail.length)
  while (shift > BITS && count - tail.length <= 1 << shift) {
    root = (root[0] ?? FORGOTTEN) as Node
    shift -= BITS
  }
  return { length: count, shift, root, tail }
}

/** The vector with `item` in place of the one at `position`. */
export function withItem<T>(vector: Vector<T>, position: number, item: T): Vector<T> {
  const { length, shift, root, tail } = vector
  const tailStart = length - tail.length
  if (position >= tailStart) {
    const changed = tail.slice()
    changed[position - tailStart] = item
    return { length, shift, root, tail: changed }
  }
  const leaf = leafOf(vector, position).slice() as unknown[]
  leaf[position & MASK] = item
  return { length, shift, root: withLeaf(root, shift, position, leaf), tail }
}

/**
 * The first position, not before `from`, at which two vectors differ: at which one has no item, or another than the
 * other has. What they share they need not be compared in, so that versions of one vector are compared in a few
 * steps. Neither may have forgotten the item at `from`.
 */
export function firstDifference<T>(one: Vector<T>, other: Vector<T>, from = 0): number {
  const shorter = Math.min(one.length, other.length)
  const inTrees = Math.min(one.length - one.tail.length, other.length - other.tail.length)
  let position = from
  if (from < inTrees) {
    const shift = Math.min(one.shift, other.shift)
    position = firstApart(rootAt(one, shift), rootAt(other, shift), shift, from, inTrees)
    if (position < inTrees) return position
  }
  while (position < shorter && itemAt(one, position) === itemAt(other, position)) position++
  return Math.min(position, shorter)
}

/** The items from position `from` on, in order, as an array of their own. */
export function toArray<T>(vector: Vector<T>, from = 0): T[] {
  const items: T[] = []
  for (let position = from; position < vector.length; position++) items.push(itemAt(vector, position))
  return items
}

function leafOf(vector: Vector<unknown>, position: number): Node {
  let node = vector.root
  for (let level = vector.shift; level > 0; level -= BITS) node = node[(position >>> level) & MASK] as Node
  return node
}

/** The tree below `node` with `leaf` holding the items from `position` on. */
function withLeaf(node: Node, level: number, position: number, leaf: Node): Node {
  const copy = node.slice()
  const slot = (position >>> level) & MASK
  while (copy.length < slot) copy.push(FORGOTTEN)
  copy[slot] =
    level === BITS ? leaf : withLeaf((copy[slot] ?? FORGOTTEN) as Node, level - BITS, position, leaf)
  return copy
}

/** The part of a vector's tree that is as tall as a tree of this shift, and holds what such a one can hold. */
function rootAt({ root, shift }: Vector<unknown>, wanted: number): Node {
  let node = root
  for (let level = shift; level > wanted; level -= BITS) node = (node[0] ?? FORGOTTEN) as Node
  return node
}

/** The first position from `from` on at which two trees hold different items; `until` if there is none before that. */
function firstApart(one: Node, other: Node, level: number, from: number, until: number): number {
  if (one === other) return until
  if (level === 0) {
    let position = from
    while (position < until && one[position] === other[position]) position++
    return position
  }
  const size = 1 << level
  let position = from
  for (let slot = from >>> level; position < until; slot++) {
    const start = slot << level
    const end = Math.min(start + size, until)
    const [mine, its] = [one[slot] as Node, other[slot] as Node]
    const inside = start + firstApart(mine, its, level - BITS, position - start, end - start)
    if (inside < end) return inside
    position = end
  }
  return until
}

/** The tree below `node` cut after its first `count` items, `count` being a whole number of leaves. */
function firstLeaves(node: Node, level: number, count: number): Node {
  if (count === 0) return FORGOTTEN
  const last = ((count - 1) >>> level) & MASK
  const copy = node.slice(0, last + 1)
  if (level > BITS && copy.length > last)
    copy[last] = firstLeaves(copy[last] as Node, level - BITS, ((count - 1) & ((1 << level) - 1)) + 1)
  return copy
}

/** The tree below `node` without the leaves that hold none but its first `count` items. */
function withoutFirst(node: Node, level: number, count: number): Node {
  const copy = node.slice()
  const whole = count >>> level
  for (let slot = 0; slot < whole; slot++) copy[slot] = FORGOTTEN
  const rest = count - (whole << level)
  if (level > BITS && rest > 0 && whole < copy.length)
    copy[whole] = withoutFirst(copy[whole] as Node, level - BITS, rest)
  return copy
}
