import { emptyVector, itemAt, push, take, toArray, type Vector } from '../core/vector.ts'

/** Something that belongs to a term. */
interface OfTerm {
  readonly term: number
}

/** What belongs to terms, in the order of the terms. It costs the same to add to, however many terms there were. */
export type ByTerm<T extends OfTerm> = Vector<T>

/** Nothing of any term. */
export function noTerms<T extends OfTerm>(): ByTerm<T> {
  return emptyVector()
}

/** How many items belong to terms below this one; the newest terms are looked at first. */
function countBefore<T extends OfTerm>(items: ByTerm<T>, term: number): number {
  let place = items.length
  while (place > 0 && itemAt(items, place - 1).term >= term) place--
  return place
}

/** The first item of a term. */
export function ofTerm<T extends OfTerm>(items: ByTerm<T>, term: number): T | undefined {
  const place = countBefore(items, term)
  const item = place < items.length ? itemAt(items, place) : undefined
  return item?.term === term ? item : undefined
}

/** The items and one more, in its place: nearly always the last. */
export function withTerm<T extends OfTerm>(items: ByTerm<T>, item: T): ByTerm<T> {
  const place = countBefore(items, item.term + 1)
  if (place === items.length) return push(items, item)
  return toArray(items, place).reduce(push, push(take(items, place), item))
}
