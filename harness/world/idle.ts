import type { Reaction, ServerState } from '../targets/target.ts'
import type { World } from './world.ts'

/** Of so many actions one is looked at more closely: that takes a while. */
const LOOK_AT_ONE_IN = 16

/** Whether a step only copied the server. Equal digests may be chance; equal texts are not. */
export function isIdle(
  { target, transition }: Pick<World, 'target' | 'transition'>,
  before: ServerState,
  { server, effects }: Reaction,
): boolean {
  if (effects.length > 0 || transition.position % LOOK_AT_ONE_IN !== 0) return false
  return target.digest(before) === target.digest(server) && JSON.stringify(before) === JSON.stringify(server)
}
