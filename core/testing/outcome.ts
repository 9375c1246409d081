import { DiskFile, EffectKind, type Answer, type DiskRecord, type Send, type Timer } from '../effect.ts'
import type { Message } from '../message.ts'
import type { Server } from '../server.ts'
import type { Step } from '../step.ts'
import { toArray } from '../vector.ts'

/** The messages that a step sends, each with what must be durable first. */
export function sends({ effects }: Step): Send[] {
  return effects.filter((effect) => effect.kind === EffectKind.Send)
}

/** The messages that a step sends, to everybody or to one server. */
export function sent(step: Step, to?: number): Message[] {
  const messages = sends(step).map(({ message }) => message)
  return to === undefined ? messages : messages.filter((message) => message.to === to)
}

/** What a step tells clients. */
export function answers({ effects }: Step): Answer[] {
  return effects.flatMap((effect) => (effect.kind === EffectKind.Answer ? [effect.answer] : []))
}

/** The records of each write that a step puts at the end of a file. */
export function writes({ effects }: Step, file: DiskFile): (readonly DiskRecord[])[] {
  return effects.flatMap((effect) =>
    effect.kind === EffectKind.Write && effect.which === file ? [effect.records] : [],
  )
}

/** The segment that each write to the log's file goes to. */
export function segments({ effects }: Step): number[] {
  return effects.flatMap(({ kind, which, segment }) =>
    kind === EffectKind.Write && which === DiskFile.Log ? [segment] : [],
  )
}

/** The segments of the log's file that a step removes. */
export function removes({ effects }: Step): number[] {
  return effects.flatMap(({ kind, segment }) => (kind === EffectKind.Remove ? [segment] : []))
}

/** Whether a step stops the server, or keeps it from starting. */
export function stops({ effects }: Step): boolean {
  return effects.some(({ kind }) => kind === EffectKind.Stop)
}

/** Whether a step starts a timer anew. */
export function arms({ effects }: Step, timer: Timer): boolean {
  return effects.some((effect) => effect.kind === EffectKind.Arm && effect.which === timer)
}

/** Whether a step stops a timer. */
export function disarms({ effects }: Step, timer: Timer): boolean {
  return effects.some((effect) => effect.kind === EffectKind.Disarm && effect.which === timer)
}

/** The terms of the entries that a server’s log still holds, in order. */
export function termsOf({ log }: Server): number[] {
  return toArray(log.entries, log.baseIndex).map(({ term }) => term)
}
