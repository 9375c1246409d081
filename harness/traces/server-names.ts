import { TraceError } from './trace-error.ts'

/** The servers of a trace, numbered in the order in which it mentions them. */
export interface ServerNames {
  /** The number of a name, a new one where it is new. Throws a `TraceError` where there are too many. */
  numberOf(name: string): number
  nameOf(server: number): string
  readonly count: number
}

/** Names for at most so many servers as a set in 31 bits can hold. */
const MOST_SERVERS = 30

/** Nobody has a name yet. */
export function serverNames(): ServerNames {
  const numbers = new Map<string, number>()
  const names: string[] = []
  return {
    numberOf(name) {
      const known = numbers.get(name)
      if (known !== undefined) return known
      if (names.length === MOST_SERVERS)
        throw new TraceError(
          undefined,
          `server ${JSON.stringify(name)}, after ${MOST_SERVERS} others; expected no more than those`,
        )
      numbers.set(name, names.length)
      return names.push(name) - 1
    },
    nameOf: (server) => names[server] ?? `server ${server}`,
    get count() {
      return names.length
    },
  }
}
