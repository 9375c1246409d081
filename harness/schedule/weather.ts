import { faultOf } from '../faults/faults.ts'
import type { Reading, Weather } from '../faults/stage/stage.ts'
import type { FaultKind } from '../plan/fault-kind.ts'
import type { Episode } from '../plan/plan.ts'

/** The weather, and where it is fair, so that fair weather costs nothing. */
export interface Sky {
  readonly weather: Weather
  /** By link: whether anything is wrong with it, cut links aside. */
  readonly troubled: boolean[]
  /** Whether anything is wrong with any server, or its disk; and whether one is paused. */
  beset: boolean
  pausing: boolean
}

/** Fair weather. */
export function fairWeather(servers: number): Sky {
  const ofLinks = (): Reading => calm(servers * servers)
  const ofServers = (): Reading => calm(servers)
  return {
    weather: {
      loss: ofLinks(),
      duplicate: ofLinks(),
      slow: ofLinks(),
      crowded: ofLinks(),
      clogged: ofLinks(),
      failing: ofServers(),
      failingFlush: ofServers(),
      slowDisk: ofServers(),
      sluggish: ofServers(),
      paused: ofServers(),
      interrupted: ofServers(),
      snapshotCrash: ofServers(),
    },
    troubled: new Array<boolean>(servers * servers).fill(false),
    beset: false,
    pausing: false,
  }
}

/** What is wrong with a server, or its disk. */
const BESETTING = [
  'failing',
  'failingFlush',
  'slowDisk',
  'sluggish',
  'paused',
  'interrupted',
  'snapshotCrash',
] as const satisfies readonly (keyof Weather)[]

/** Works out the weather anew from the episodes that are on. */
export function spoilWeather(sky: Sky, episodes: readonly Episode[], servers: number): void {
  const { weather, troubled } = sky
  const { loss, duplicate, slow, crowded, clogged } = weather
  for (const name in weather) weather[name as keyof Weather].amount.fill(0)
  for (const episode of episodes) faultOf(episode.fault).spoil?.(weather, episode, servers)
  for (let link = 0; link < troubled.length; link++)
    troubled[link] =
      loss.amount[link] !== 0 ||
      duplicate.amount[link] !== 0 ||
      slow.amount[link] !== 0 ||
      crowded.amount[link] !== 0 ||
      clogged.amount[link] !== 0
  sky.beset = BESETTING.some((name) => isRaised(weather[name]))
  sky.pausing = isRaised(weather.paused)
}

function isRaised({ amount }: Reading): boolean {
  return amount.some((one) => one !== 0)
}

function calm(places: number): Reading {
  return { amount: new Array<number>(places).fill(0), fault: new Array<FaultKind>(places).fill(0) }
}
