import type { ServerNames } from './server-names.ts'

/** A set of servers, as bits. */
export function setOf(names: readonly string[], servers: ServerNames): number {
  let set = 0
  for (const name of names) set |= 1 << servers.numberOf(name)
  return set
}
