import { FOR_GOOD, type Action } from './action.ts'
import { linkBetween, type Link, type World } from './world.ts'

/** Cuts the links that an action names, or makes them whole again; those that are cut for good stay so. */
export function setLinks(world: World, action: Action, cut: boolean): void {
  const servers = world.seats.length
  for (let from = 0; from < servers; from++) {
    for (let to = 0; to < servers; to++) {
      const forth = (action.server >> from) & (action.peer >> to) & 1
      const back = action.value & (action.server >> to) & (action.peer >> from) & 1
      if ((forth | back) === 1 && from !== to) setLink(linkBetween(world, from, to), action, cut)
    }
  }
}

function setLink(link: Link, { value }: Action, cut: boolean): void {
  if (link.gone) return
  link.cut = cut
  link.gone = cut && (value & FOR_GOOD) !== 0
}
