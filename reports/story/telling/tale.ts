import { EffectKind } from '../../../core/effect.ts'
import type { Entry } from '../../../core/log/entry.ts'
import type { Message, MessageKind } from '../../../core/message.ts'
import { serverName } from '../../../harness/world/names.ts'
import type { Chronicle } from './chronicle.ts'
import type { Moment } from './moment.ts'
import type { Seen } from './seen.ts'
import { listText } from './words.ts'

/** One moment, while it is told. */
export interface Tale {
  readonly chronicle: Chronicle
  readonly moment: Moment
  readonly server: number
  readonly before: Seen
  readonly after: Seen
  /** The entries that entered its log. */
  readonly appended: Entry[]
  /** What the server does, as verbs behind its name. */
  readonly deeds: string[]
  /** What else is to be said, in whole sentences: before those, and behind them. */
  readonly first: string[]
  readonly then: string[]
  readonly because: Set<number>
}

/** Gives a place in the run, and keeps it as a cause: ` (action 4)`. */
export function cite(tale: Tale, position: number | undefined): string {
  if (position === undefined || position <= 0 || position >= tale.moment.position) return ''
  tale.because.add(position)
  return ` (action ${position})`
}

/** The messages of a kind that the server made in this moment, whether they have left or not. */
export function madeOf<Kind extends MessageKind>(
  { moment }: Tale,
  kind: Kind,
): Extract<Message, { kind: Kind }>[] {
  return moment.effects.flatMap((effect) =>
    effect.kind === EffectKind.Send && effect.message.kind === kind
      ? [effect.message as Extract<Message, { kind: Kind }>]
      : [],
  )
}

/** All that is told of it, as text. */
export function tellingOf({ server, deeds, first, then }: Tale): string {
  const sentences: string[] = []
  for (let place = 0; place < deeds.length; place += MOST_DEEDS) {
    const isNamed = place > 0 || first.at(-1)?.startsWith(`${serverName(server)} `) === true
    const who = isNamed ? 'It' : serverName(server)
    sentences.push(`${who} ${deedsText(deeds.slice(place, place + MOST_DEEDS))}.`)
  }
  return [...first, ...sentences, ...then].join(' ')
}

/** So many in one sentence. */
const MOST_DEEDS = 3

/** Verbs, one after the other; where one of them lists something itself, a comma keeps them apart. */
function deedsText(deeds: readonly string[]): string {
  const isList = deeds.some((deed) => / and |, /u.test(deed))
  return isList && deeds.length > 1
    ? `${deeds.slice(0, -1).join(', ')}, and ${deeds.at(-1) as string}`
    : listText(deeds)
}

/** A name for what happened to a server: `server:what`. */
export function keyOf(...parts: readonly (number | string)[]): string {
  return parts.join(':')
}
