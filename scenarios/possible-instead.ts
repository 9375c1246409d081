import { SOON } from '../harness/schedule/schedule.ts'
import { ActionKind, type Action } from '../harness/world/action.ts'
import { enabled } from '../harness/world/enabled.ts'
import type { World } from '../harness/world/world.ts'
import { actionText } from './text/action-text.ts'

/** More than these are no help. */
const MOST = 4

/**
 * What of the kind of an impossible action can happen in a world instead, as scenario text: of the same server if
 * there is such, else of any; nothing where that would be a long list.
 */
export function possibleInstead(world: World, impossible: Action): readonly string[] {
  const ofKind = enabled(world).filter(({ kind }) => kind === impossible.kind)
  const near = ofKind.filter(({ server, peer }) => server === impossible.server && peer === impossible.peer)
  const ofServer = ofKind.filter(({ server }) => server === impossible.server)
  const short = [near, ofServer, ofKind].find((some) => some.length > 0 && some.length <= MOST)
  return (short ?? []).map((action) =>
    actionText(action.kind === ActionKind.Timer ? action : { ...action, at: SOON }),
  )
}
