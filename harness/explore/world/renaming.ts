/** Other names for servers: which one each of them has; different ones, but in a view. */
export interface Renaming {
  readonly names: readonly number[]
}

/** Every server keeps its name. */
export function identity(servers: number): Renaming {
  return { names: Array.from({ length: servers }, (_, server) => server) }
}

/** What a server's name becomes in its own view, in which all others have the name 0: a set tells how many of them are in it. */
const MYSELF = 3

/** How a server sees things: it knows itself, and does not tell the others apart. */
export function viewFrom(server: number, servers: number): Renaming {
  return { names: Array.from({ length: servers }, (_, its) => (its === server ? MYSELF : 0)) }
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
      const renaming = { names: [...names] }
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

/** A set of servers; where several have one name, how many of them there are is added up in its place. */
export function renamedSet({ names }: Renaming, set: number): number {
  let renamed = 0
  for (let server = 0; server < names.length; server++)
    if (((set >>> server) & 1) === 1) renamed += 1 << (names[server] as number)
  return renamed
}
