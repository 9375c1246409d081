/** A list by server, with `value` for one of them; the list given stays as it is. */
export function withServer<T>(list: readonly T[], server: number, value: T): readonly T[] {
  const changed = list.slice()
  changed[server] = value
  return changed
}
