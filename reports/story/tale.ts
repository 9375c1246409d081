import { EffectKind } from '../../core/effect.ts'
import type { Message, MessageKind } from '../../core/message.ts'
import { serverName } from '../../harness/world/names.ts'
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
  const done = deeds.length === 0 ? [] : [`${serverName(server)} ${listText(deeds)}.`]
  return [...first, ...done, ...then].join(' ')
}

/** A name for what happened to a server: `server:what`. */
export function keyOf(...parts: readonly (number | string)[]): string {
  return parts.join(':')
}
