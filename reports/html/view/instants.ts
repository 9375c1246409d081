import { changed } from '../../recording/difference.ts'
import type { Moment, Sight, Story } from '../../recording/story.ts'

/** What the servers of a story are at any instant of it. */
export interface Instants {
  /** After so many actions. Asked for one after another, a server that did not change is the same object. */
  at(position: number): readonly Sight[]
}

/** From how many actions back an instant is made, at most. */
const STRIDE = 64

/** The instants of a story. */
export function instantsOf({ beginning, moments }: Pick<Story, 'beginning' | 'moments'>): Instants {
  const landmarks: (readonly Sight[])[] = [beginning]
  let newest = beginning
  moments.forEach((moment, place) => {
    newest = after(newest, moment)
    if ((place + 1) % STRIDE === 0) landmarks.push(newest)
  })
  let last = { position: 0, sights: beginning }
  return {
    at: (position) => {
      const landmark = Math.floor(position / STRIDE)
      const isNear = last.position <= position && position - last.position < STRIDE
      let sights = isNear ? last.sights : (landmarks[landmark] as readonly Sight[])
      for (let place = isNear ? last.position : landmark * STRIDE; place < position; place++)
        sights = after(sights, moments[place] as Moment)
      last = { position, sights }
      return sights
    },
  }
}

function after(sights: readonly Sight[], [, , , , , ...changes]: Moment): readonly Sight[] {
  if (changes.length === 0) return sights
  const next = [...sights]
  for (const [server, change] of changes) next[server] = changed(next[server] as Sight, change)
  return next
}
