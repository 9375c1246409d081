import { blankRecording, recordedActions } from '../schedule/record.ts'
import { replayer } from '../schedule/replay.ts'
import { openWorld } from '../world/world.ts'
import { attempt, judged, type Told } from './attempt.ts'
import { storyOf, type Item } from './story.ts'
import { isOver, without, type Search } from './strike.ts'

/**
 * Whether each single item is needed: struck, with what then cannot happen left out, nothing is shown any more, whether
 * the others go by their origins, loosely, or by nothing but their names. `shorter` is a story that refutes it.
 */
export interface Verdict {
  readonly minimal: boolean
  readonly shorter?: Told
}

/** Verifies that no single item of a story can be struck; `minimal` is false where there was no time to. */
export function verify(search: Search, told: Told): Verdict {
  for (const { id } of told.story.items) {
    if (isOver(search)) return { minimal: false }
    const struck = (item: Item): boolean => item.id === id
    const shorter =
      without(search, told, struck, 'strictly') ??
      without(search, told, struck, 'loosely') ??
      byNames(search, told, id)
    if (shorter !== undefined) return { minimal: false, shorter }
  }
  return { minimal: true }
}

/** Without an item, and as a lenient replay of its text would have it. */
function byNames({ court }: Search, { story: { cluster, items } }: Told, id: number): Told | undefined {
  const world = openWorld(court.target, cluster)
  const kept = items.flatMap((item) => (item.id === id ? [] : [item.action]))
  const recording = blankRecording()
  const chooser = replayer(world, kept, { lenient: true })
  if (judged(court, world, chooser, recording) === undefined) return undefined
  return attempt(court, storyOf(cluster, recordedActions(recording)))
}
