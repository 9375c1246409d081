import { contentDigest, type Canon } from '../../harness/explore/world/content-digest.ts'
import type { Renaming } from '../../harness/explore/world/renaming.ts'

const CANON: Canon = { withoutDead: true, readsSnapshots: true }

/** A value's digest as a search makes it, with its servers under other names. */
export function digestOf(value: unknown, renaming: Renaming): string {
  return contentDigest(value, renaming, CANON).join(' ')
}
