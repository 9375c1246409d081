import type { Effect } from '../../../core/effect.ts'
import type { Input } from '../../../core/input.ts'
import type { Server } from '../../../core/server.ts'

/** A step that a server took otherwise than a correct one would have. */
export interface Parting {
  readonly position: number
  readonly server: number
  /** The server before it; `undefined` where it starts. */
  readonly before: Server | undefined
  /** What happened to it; `undefined` where it starts. */
  readonly input: Input | undefined
  readonly did: Reacted
  readonly right: Reacted
}

/** What a core made of an input. */
export interface Reacted {
  readonly server: Server
  readonly effects: readonly Effect[]
}
