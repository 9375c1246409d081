import { Timer } from '../../core/effect.ts'
import { SOON } from '../schedule/schedule.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import { attempt, type Told } from './attempt.ts'
import { weight } from './cost.ts'
import type { Item, Story } from './story.ts'
import { isOver, strikeRanges, type Search } from './strike.ts'

/**
 * Puts what may happen at any time, a timer that fires or a crash, in the place of a whole range of items: what it took
 * pages to bring about is often brought about as well by an election, or by a server that starts anew.
 */
export function substitute(search: Search, told: Told): Told {
  let best = told
  for (let size = best.story.items.length; size > 0; size--) {
    for (let from = best.story.items.length - size; from >= 0; from--) {
      if (isOver(search)) return best
      const shorter = instead(search, best, from, size)
      if (shorter === undefined) continue
      best = strikeRanges(search, shorter)
      size = Math.min(size, best.story.items.length)
      from = Math.min(from, best.story.items.length - size + 1)
    }
  }
  return best
}

function instead(search: Search, { story }: Told, from: number, size: number): Told | undefined {
  for (const happening of happenings(story.cluster.options.servers)) {
    if (happening.length > size || isSame(story, from, size, happening)) continue
    const tried = attempt(search.court, withInstead(story, from, size, happening), 'loosely')
    if (tried === undefined || weight(tried.story) >= weight(story)) continue
    search.found(tried)
    return tried
  }
  return undefined
}

/** What may happen at any time, to each server. */
function happenings(servers: number): Action[][] {
  return Array.from({ length: servers }, (_, server) => {
    const timer = (topic: Timer): Action => action(ActionKind.Timer, SOON, server, 0, topic, 0, 0, 0)
    const crash = action(ActionKind.Crash, SOON, server, 0, 0, 0, 0, 0)
    const restart = action(ActionKind.Restart, SOON, server, 0, 0, 0, 0, 0)
    return [[timer(Timer.Election)], [timer(Timer.Heartbeat)], [crash], [crash, restart]]
  }).flat()
}

function isSame({ items }: Story, from: number, size: number, happening: readonly Action[]): boolean {
  if (size !== happening.length) return false
  return happening.every(({ kind, server, topic }, place) => {
    const is = (items[from + place] as Item).action
    return is.kind === kind && is.server === server && is.topic === topic
  })
}

function withInstead(
  { cluster, items }: Story,
  from: number,
  size: number,
  actions: readonly Action[],
): Story {
  const next = items.reduce((most, { id }) => Math.max(most, id), 0) + 1
  const put = actions.map((one, place): Item => ({ id: next + place, action: one, origin: null }))
  return { cluster, items: [...items.slice(0, from), ...put, ...items.slice(from + size)] }
}
