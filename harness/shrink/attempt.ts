import { runTrial } from '../campaign/trial.ts'
import type { Monitor } from '../monitor.ts'
import { atItsTime } from '../schedule/replay.ts'
import type { Recording } from '../schedule/record.ts'
import type { Chooser } from '../schedule/chooser.ts'
import { SOON } from '../schedule/schedule.ts'
import type { Target } from '../targets/target.ts'
import type { Violation } from '../violation.ts'
import { action, type Action } from '../world/action.ts'
import { whyNot } from '../world/possible.ts'
import { openWorld, type World } from '../world/world.ts'
import { blankTags, noteTags, renumbered, resolve, tagOf, type Tags } from './origins.ts'
import type { Item, Story } from './story.ts'

/** Who judges a story while it is being shrunk, and what it must go on to show. */
export interface Court {
  readonly target: Target
  readonly monitors: readonly Monitor[]
  /** What tells one bug from another: of the violation that is being shrunk. */
  readonly identity: string
  /** How many more actions may be tried: what bounds a search, alike on every machine. */
  actionsLeft: number
}

/**
 * What becomes of a line that acts on something which is not there: strictly it is left out; loosely it may act on
 * another thing of its kind.
 */
export type Manner = 'strictly' | 'loosely'

/** A story that was told: what of it happened, up to the violation. */
export interface Told {
  readonly story: Story
  readonly violation: Violation
}

/**
 * Tells a story, leaving out what cannot happen. Gives what happened of it, by the names of this telling, if it still
 * shows the violation; else `undefined`.
 */
export function attempt(
  court: Court,
  { cluster, items }: Story,
  manner: Manner = 'strictly',
): Told | undefined {
  const world = openWorld(court.target, cluster)
  const tags = blankTags(world)
  const happened: Item[] = []
  let place = 0
  let started = 0
  const next = (): Action | undefined => {
    while (place < items.length) {
      const item = items[place++] as Item
      const chosen = possible(item, tags, manner)
      if (chosen === undefined) continue
      happened.push({ id: item.id, action: chosen.stored, origin: tagOf(tags, chosen.done) ?? item.origin })
      return chosen.done
    }
    return undefined
  }
  const see = (): void => {
    // Before the first action, a transition for every server that starts.
    const by = started < world.seats.length ? -1 : (happened.at(-1)?.id ?? -1)
    started++
    noteTags(tags, by)
  }
  const violation = judged(court, world, { see, next })
  return violation === undefined ? undefined : { story: { cluster, items: happened }, violation }
}

/** What an item comes to in the world as it is, and how it is kept: as soon as it can happen, if that is how it was told. */
function possible(
  { action: told, origin }: Item,
  tags: Tags,
  manner: Manner,
): { done: Action; stored: Action } | undefined {
  const { world } = tags
  const named = origin === null ? renumbered(world, told) : resolve(tags, told, origin, manner === 'loosely')
  if (named === undefined) return undefined
  const done = inTime(world.now, atItsTime(world, named), told.at)
  if (whyNot(world, done) !== undefined) {
    if (told.at === SOON) return undefined
    const later = atItsTime(world, { ...named, at: SOON })
    if (whyNot(world, later) !== undefined) return undefined
    return { done: later, stored: later }
  }
  return { done, stored: told.at === SOON ? { ...done, at: SOON } : done }
}

/** Nothing happens in the past. */
function inTime(now: number, planned: Action, told: number): Action {
  if (told === SOON || planned.at >= now) return planned
  const { kind, server, peer, topic, term, turn, value } = planned
  return action(kind, now, server, peer, topic, term, turn, value)
}

/** Lets it happen; the violation that is looked for, if it shows. A target that fails shows something else. */
export function judged(
  court: Court,
  world: World,
  chooser: Chooser,
  recording?: Recording,
): Violation | undefined {
  try {
    const { violations, rules } = runTrial(
      world,
      chooser,
      court.monitors,
      recording === undefined ? {} : { recording },
    )
    return [...violations, ...rules].find(({ identity }) => identity === court.identity)
  } catch {
    return undefined
  } finally {
    court.actionsLeft -= world.transition.position
  }
}
