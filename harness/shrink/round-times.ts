import { SOON } from '../schedule/schedule.ts'
import { ActionKind, type Action } from '../world/action.ts'
import { TRUE_CLOCK, type Clock } from '../world/clock.ts'
import { attempt, type Told } from './attempt.ts'
import type { Story } from './story.ts'
import { isOver, type Search } from './strike.ts'

/** From the roundest to the least round, in microseconds. */
const ROUND = [10_000_000, 1_000_000, 500_000, 100_000, 50_000, 10_000, 1_000]

/** Brings times, clocks and their jumps to round numbers, as far as the violation lets them. */
export function roundTimes(search: Search, told: Told): Told {
  let best = told
  const tryIt = (story: Story): boolean => {
    const tried = attempt(search.court, story)
    if (tried?.story.items.length !== best.story.items.length) return false
    best = tried
    return true
  }
  for (let place = 0; place < best.story.items.length && !isOver(search); place++) {
    const now = (): Action => (best.story.items[place] as Told['story']['items'][number]).action
    if (now().at !== SOON)
      rounder(now().at).some((at) => tryIt(withAction(best.story, place, { ...now(), at })))
    if (now().kind !== ActionKind.Jump) continue
    rounder(now().value).some((value) => tryIt(withAction(best.story, place, { ...now(), value })))
  }
  for (let server = 0; server < best.story.cluster.clocks.length && !isOver(search); server++) {
    const now = (): Clock => best.story.cluster.clocks[server] as Clock
    tryIt(withClock(best.story, server, TRUE_CLOCK)) ||
      [0, ...rounder(now().offset)].some((offset) =>
        tryIt(withClock(best.story, server, { ...now(), offset })),
      )
  }
  return best
}

/** Rounder numbers near one, the roundest first, in units that are no longer than itself. */
function rounder(number: number): number[] {
  const rounded = ROUND.findIndex((unit) => number % unit === 0)
  return (rounded < 0 ? ROUND : ROUND.slice(0, rounded))
    .filter((unit) => unit <= Math.abs(number))
    .flatMap((unit) => {
      const below = Math.floor(number / unit) * unit
      return [below, below + unit].filter((one) => one !== 0)
    })
}

function withAction({ cluster, items }: Story, place: number, action: Action): Story {
  return { cluster, items: items.map((item, at) => (at === place ? { ...item, action } : item)) }
}

function withClock({ cluster, items }: Story, server: number, clock: Clock): Story {
  const clocks = cluster.clocks.map((one, place) => (place === server ? clock : one))
  return { cluster: { ...cluster, clocks }, items }
}
