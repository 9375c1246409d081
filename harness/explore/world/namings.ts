import { viewFrom, type Renaming } from './renaming.ts'

/** The ways to name servers under which a search looks at values, by number: renamings, and behind them each server's view. */
export interface Namings {
  readonly servers: number
  /** The renaming that changes nothing is the first. */
  readonly all: readonly Renaming[]
  /** How many are renamings. */
  readonly renamings: number
  /** The servers so that those stand side by side who may have each other's names. */
  readonly names: readonly number[]
  /** By place there: where those end. */
  readonly ends: readonly number[]
  /** By the names of all servers, read as digits: the number of the renaming. */
  readonly byNames: Int32Array
  /** By server: what the digit of its name counts. */
  readonly digits: readonly number[]
}

/** All renamings that leave some sets as they are (see `renamings`), and the views that go with them. */
export function namingsOf(renamings: readonly Renaming[]): Namings {
  const servers = (renamings[0] as Renaming).names.length
  const each = Array.from({ length: servers }, (_, server) => server)
  const cells = each.map((server) => Math.min(...renamings.map(({ names }) => names[server] as number)))
  const names = each.toSorted((one, other) => (cells[one] as number) - (cells[other] as number))
  const byNames = new Int32Array(servers ** servers)
  renamings.forEach((renaming, number) => {
    byNames[renaming.names.reduce((digits, name) => digits * servers + name, 0)] = number
  })
  return {
    servers,
    all: [...renamings, ...each.map((server) => viewFrom(server, servers))],
    renamings: renamings.length,
    names,
    ends: names.map((server) => names.findLastIndex((other) => cells[other] === cells[server]) + 1),
    byNames,
    digits: each.map((server) => servers ** (servers - 1 - server)),
  }
}
