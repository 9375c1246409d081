/** Other names for servers: which one each of them has. */
export interface Renaming {
  readonly names: readonly number[]
  readonly isIdentity: boolean
}

/** Every server keeps its name. */
export function identity(servers: number): Renaming {
  return { names: Array.from({ length: servers }, (_, server) => server), isIdentity: true }
}

/**
 * All renamings of servers under which the sets given stay as they are, the identity first: whoever a client's request
 * names, or the cluster begins with, is not like the others.
 */
export function renamings(servers: number, fixedSets: readonly number[]): Renaming[] {
  const all: Renaming[] = []
  const names: number[] = []
  const extend = (): void => {
    if (names.length === servers) {
      const renaming = { names: [...names], isIdentity: names.every((name, server) => name === server) }
      if (fixedSets.every((set) => renamedSet(renaming, set) === set)) all.push(renaming)
      return
    }
    for (let name = 0; name < servers; name++) {
      if (names.includes(name)) continue
      names.push(name)
      extend()
      names.pop()
    }
  }
  extend()
  return all
}

/** A server under its other name; one less than 0 is none, and stays so. */
export function renamedServer({ names }: Renaming, server: number): number {
  return names[server] ?? server
}

/** A set of servers. */
export function renamedSet({ names }: Renaming, set: number): number {
  let renamed = 0
  for (let server = 0; server < names.length; server++)
    if (((set >>> server) & 1) === 1) renamed |= 1 << (names[server] as number)
  return renamed
}

/** A list by server; an empty one stays so. */
export function renamedList<T>({ names }: Renaming, list: readonly T[]): readonly T[] {
  if (list.length === 0) return list
  const renamed = list.slice()
  for (let server = 0; server < names.length; server++) renamed[names[server] as number] = list[server] as T
  return renamed
}
