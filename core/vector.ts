/**
 * A persistent vector: pushing to it or cutting it gives a new vector and leaves the old one as it was; both share
 * what they have in common. A 16-way tree with its last leaf held apart, so that a push copies at most 16 slots
 * whatever the length. It knows nothing of Raft; the log and the judges' memories are built on it.
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

/** The vector of no items. */
export function emptyVector<T>(): Vector<T> {
  return EMPTY
}

/** The vector of these items, in order. */
export function vectorOf<T>(items: readonly T[]): Vector<T> {
  const tailStart = items.length === 0 ? 0 : (items.length - 1) & ~MASK
  let level: Node[] = []
  for (let start = 0; start < tailStart; start += WIDTH) level.push(items.slice(start, start + WIDTH))
  let shift = BITS
  while (level.length > WIDTH) {
    const above: Node[] = []
    for (let start = 0; start < level.length; start += WIDTH) above.push(level.slice(start, start + WIDTH))
    level = above
    shift += BITS
  }
  return { length: items.length, shift, root: level, tail: items.slice(tailStart) }
}

/** The item at `position`, counted from 0. The caller keeps `0 ≤ position < length`. */
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
    const taller = [root, pathTo(shift, tail)]
    return { length: length + 1, shift: shift + BITS, root: taller, tail: [item] }
  }
  return { length: length + 1, shift, root: withLeaf(root, shift, start, tail), tail: [item] }
}

/** The vector of the first `count` items; the same vector when it has no more than that. */
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
  while (shift > BITS && root.length <= 1) {
    root = (root[0] ?? []) as Node
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
 * The first position at which two vectors differ: at which one has no item, or another than the other has. What they
 * share they need not be compared in, so that versions of one vector are compared in a few steps.
 */
export function firstDifference<T>(one: Vector<T>, other: Vector<T>): number {
  const shorter = Math.min(one.length, other.length)
  let position = 0
  if (one.shift === other.shift) {
    const inTrees = Math.min(one.length - one.tail.length, other.length - other.tail.length)
    position = one.root === other.root ? inTrees : firstLeafApart(one.root, other.root, one.shift, inTrees)
  }
  while (position < shorter && itemAt(one, position) === itemAt(other, position)) position++
  return position
}

/** The items in order, as an array of their own. */
export function toArray<T>(vector: Vector<T>): T[] {
  const items: T[] = []
  for (let position = 0; position < vector.length; position++) items.push(itemAt(vector, position))
  return items
}

function leafOf(vector: Vector<unknown>, position: number): Node {
  let node = vector.root
  for (let level = vector.shift; level > 0; level -= BITS) node = node[(position >>> level) & MASK] as Node
  return node
}

function pathTo(level: number, leaf: Node): Node {
  return level === 0 ? leaf : [pathTo(level - BITS, leaf)]
}

/** The tree below `node` with `leaf` holding the items from `position` on. */
function withLeaf(node: Node, level: number, position: number, leaf: Node): Node {
  const copy = node.slice()
  const slot = (position >>> level) & MASK
  const child = node[slot] as Node | undefined
  copy[slot] =
    level === BITS
      ? leaf
      : child === undefined
        ? pathTo(level - BITS, leaf)
        : withLeaf(child, level - BITS, position, leaf)
  return copy
}

/** How many of the first `count` items lie in leaves that two trees share. */
function firstLeafApart(one: Node, other: Node, level: number, count: number): number {
  const size = 1 << level
  let position = 0
  for (let slot = 0; position < count; slot++) {
    const [mine, its] = [one[slot], other[slot]]
    if (mine !== its) {
      const rest = Math.min(size, count - position)
      return level === BITS
        ? position
        : position + firstLeafApart(mine as Node, its as Node, level - BITS, rest)
    }
    position += size
  }
  return Math.min(position, count)
}

/** The tree below `node` cut after its first `count` items, `count` being a whole number of leaves. */
function firstLeaves(node: Node, level: number, count: number): Node {
  if (count === 0) return []
  const last = ((count - 1) >>> level) & MASK
  const copy = node.slice(0, last + 1)
  if (level > BITS)
    copy[last] = firstLeaves(node[last] as Node, level - BITS, ((count - 1) & ((1 << level) - 1)) + 1)
  return copy
}
