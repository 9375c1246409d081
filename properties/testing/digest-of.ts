import { contentDigest, NEVER_LOOKED_AT, type Canon } from '../../harness/explore/world/content-digest.ts'
import type { Renaming } from '../../harness/explore/world/renaming.ts'

const CANON: Canon = { ignored: new Set(NEVER_LOOKED_AT), withoutDead: true, readsSnapshots: false }

/** A value's digest as a search makes it, with its servers under other names; those that bytes tell of keep theirs. */
export function digestOf(value: unknown, renaming: Renaming): string {
  return [0, 1].map((lane) => contentDigest(value, renaming, CANON, lane as 0 | 1)).join(' ')
}
