import { contentDigest, type Canon } from '../../harness/explore/world/content-digest.ts'
import type { Renaming } from '../../harness/explore/world/renaming.ts'

const CANON: Canon = { withoutDead: true, readsSnapshots: false }

/** A value's digest as a search makes it, with its servers under other names; those that bytes tell of keep theirs. */
export function digestOf(value: unknown, renaming: Renaming): string {
  return contentDigest(value, renaming, CANON).join(' ')
}
