import type { Limits } from '../exploration.ts'
import type { ModelSpec } from './model-spec.ts'
import type { ShareResult } from './share.ts'

/** What a thread is started with. */
export interface ThreadStart {
  readonly model: ModelSpec
  readonly limits: Limits
  readonly thread: number
  readonly threads: number
  readonly board: readonly [SharedArrayBuffer, SharedArrayBuffer]
  /** By sender times the number of threads, plus receiver. */
  readonly channels: readonly (SharedArrayBuffer | undefined)[]
  /** By thread: where it writes what its rows mean. */
  readonly notes: readonly SharedArrayBuffer[]
}

/** What a thread says: first what its share came to; then, of a state that it is asked for by number, how it was met. */
export type ThreadReport =
  | { readonly share: ShareResult; readonly met?: undefined }
  | { readonly met: readonly [parent: number, ordinal: number]; readonly share?: undefined }
