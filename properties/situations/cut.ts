import type { Transition } from '../../harness/world/transition.ts'
import type { World } from '../../harness/world/world.ts'
import { delivered } from './sight.ts'
import { termInLog } from '../term-in-log.ts'

/** Where the AppendEntries that just arrived cut a log off: the index of the first entry that is gone; 0 where it cut nothing. */
export function cutAt({ before, after }: Transition, world: World): number {
  if (before?.log === undefined || after?.log === undefined || before.log === after.log) return 0
  const { entries } = delivered(world)
  for (let i = 0; i < entries.length; i++) {
    const { index, term } = entries[i] as (typeof entries)[0]
    if (index > before.log.entries.length) return 0
    if (index > before.log.baseIndex && termInLog(before.log, index) !== term)
      return termInLog(after.log, index) === term ? index : 0
  }
  return 0
}
