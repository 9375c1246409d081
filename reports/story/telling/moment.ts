import type { Command } from '../../../core/command.ts'
import type { Answer, Effect } from '../../../core/effect.ts'
import type { Message } from '../../../core/message.ts'
import type { Observation } from '../../../harness/observation.ts'
import type { Action } from '../../../harness/world/action.ts'
import type { Transition } from '../../../harness/world/transition.ts'

/** What was written to a file and not durable when its server crashed. */
export interface Unflushed {
  readonly file: number
  readonly order: number
  readonly records: readonly object[]
}

/** A transition as it is kept: the one that a run tells of is overwritten by the next. */
export interface Moment {
  readonly position: number
  readonly action: Action
  readonly server: number
  readonly before: Observation | undefined
  readonly after: Observation | undefined
  readonly changed: number
  readonly heard: Message | null
  readonly asked: Command | null
  readonly sent: readonly Message[]
  readonly answered: Answer | null
  readonly redirected: Answer | null
  readonly failed: boolean
  readonly durableIndex: number
  readonly durableSnapshot: number
  readonly wrote: number
  readonly holds: number
  readonly restores: boolean
  /** All that the server asked for in it, whatever came of that. */
  readonly effects: readonly Effect[]
  /** Virtual time. */
  readonly now: number
  /** Of a crash. */
  readonly unflushed: readonly Unflushed[]
}

/** Keeps a transition. */
export function momentOf(
  transition: Transition,
  effects: readonly Effect[],
  now: number,
  unflushed: readonly Unflushed[],
): Moment {
  const { position, action, server, before, after, changed, heard, asked, sent } = transition
  const { answered, redirected, failed, durableIndex, durableSnapshot, wrote, holds, restores } = transition
  return {
    position,
    action: { ...action },
    server,
    before,
    after,
    changed,
    heard,
    asked,
    sent: sent.map(({ message }) => message),
    answered,
    redirected,
    failed,
    durableIndex,
    durableSnapshot,
    wrote,
    holds,
    restores,
    effects,
    now,
    unflushed,
  }
}
