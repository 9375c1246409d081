import { Role } from '../../../core/server.ts'
import { serverNames } from '../../../harness/world/names.ts'
import { DOWN, UNTOLD, type Story } from '../../recording/story.ts'

/** For how long a server was something else than a follower: from one action to another, or to the end of the story. */
export interface RoleSpan {
  readonly server: number
  readonly role: number
  readonly term: number
  readonly from: number
  /** The action that ended it; one more than there are where none did. */
  readonly until: number
}

/** For how long some of a server's links were cut. */
export interface CutSpan {
  readonly server: number
  readonly from: number
  readonly until: number
  /** On which side of a partition it is; -1 where all can still reach each other by some way. */
  readonly side: number
  /** From whom, in words. */
  readonly text: string
}

/** The spans of a story in which servers lead, stand for election or are down. */
export function roleSpansOf({ beginning, moments }: Pick<Story, 'beginning' | 'moments'>): RoleSpan[] {
  const spans: RoleSpan[] = []
  const open = beginning.map(({ role, term }, server) => ({ server, role, term, from: 0 }))
  const end = moments.length + 1
  const close = (server: number, until: number): void => {
    const span = open[server]
    if (span !== undefined && !isPlain(span.role)) spans.push({ ...span, until })
  }
  moments.forEach(([, , , , , ...changes], place) => {
    for (const [server, { role, term }] of changes) {
      const span = open[server]
      if (span === undefined || (role === undefined && term === undefined)) continue
      const next = { server, role: role ?? span.role, term: term ?? span.term, from: place + 1 }
      // A server that is down, or follows, may have another term than it had; that is no other span.
      if (next.role === span.role && (isPlain(next.role) || next.role >= DOWN)) continue
      close(server, place + 1)
      open[server] = next
    }
  })
  open.forEach((_, server) => close(server, end))
  return spans.sort((one, other) => one.from - other.from)
}

/** Whether a lane looks in a role as it does without any. */
function isPlain(role: number): boolean {
  return role === Role.Follower || role === UNTOLD
}

/** The spans of a story in which servers are cut off from others. */
export function cutSpansOf({
  cuts,
  servers,
  moments,
}: Pick<Story, 'cuts' | 'servers' | 'moments'>): CutSpan[] {
  const spans: CutSpan[] = []
  cuts.forEach(([from, unreachable], place) => {
    const until = cuts[place + 1]?.[0] ?? moments.length + 1
    const sides = sidesOf(unreachable, servers)
    for (let server = 0; server < servers; server++) {
      const text = cutText(unreachable, server)
      if (text === '') continue
      const side = sides.every((one) => one === 0) ? -1 : (sides[server] as number)
      const last = spans.findLast((span) => span.server === server)
      const goesOn = last !== undefined && last.until === from && last.side === side && last.text === text
      if (goesOn) spans[spans.indexOf(last)] = { ...last, until }
      else spans.push({ server, from, until, side, text })
    }
  })
  return spans
}

/** From whom a server is cut off: `cut from S3 S4`, one way or both. */
function cutText(unreachable: readonly number[], server: number): string {
  const forth = unreachable[server] as number
  const back = unreachable.reduce((set, to, other) => set | (((to >> server) & 1) << other), 0)
  const both = forth & back
  return [
    ...(both === 0 ? [] : [`cut from ${serverNames(both)}`]),
    ...((forth & ~both) === 0 ? [] : [`cannot reach ${serverNames(forth & ~both)}`]),
    ...((back & ~both) === 0 ? [] : [`not reached by ${serverNames(back & ~both)}`]),
  ].join(', ')
}

/** By server, which group it is in of those that reach each other, both ways, directly or through others. */
function sidesOf(unreachable: readonly number[], servers: number): number[] {
  const sides = new Array<number>(servers).fill(-1)
  let count = 0
  for (let first = 0; first < servers; first++) {
    if (sides[first] !== -1) continue
    const group = [first]
    sides[first] = count
    for (const one of group) {
      for (let other = 0; other < servers; other++) {
        if (sides[other] !== -1 || isCut(unreachable, one, other)) continue
        sides[other] = count
        group.push(other)
      }
    }
    count++
  }
  return sides
}

function isCut(unreachable: readonly number[], one: number, other: number): boolean {
  return ((((unreachable[one] as number) >> other) | ((unreachable[other] as number) >> one)) & 1) === 1
}
