/** The list with `item` at `position`. */
export function withItemAt<T>(list: readonly T[], position: number, item: T): readonly T[] {
  const changed = list.slice()
  changed[position] = item
  return changed
}
