/** The servers of a trace, numbered in the order in which it mentions them. */
export interface ServerNames {
  /** The number of a name, a new one where it is new. */
  numberOf(name: string): number
  nameOf(server: number): string
  readonly count: number
}

/** Names for at most so many servers as a set in 31 bits can hold. */
export const MOST_SERVERS = 30

/** Nobody has a name yet. */
export function serverNames(): ServerNames {
  const numbers = new Map<string, number>()
  const names: string[] = []
  return {
    numberOf(name) {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, names.length)
      return names.push(name) - 1
    },
    nameOf: (server) => names[server] ?? `server ${server}`,
    get count() {
      return names.length
    },
  }
}
