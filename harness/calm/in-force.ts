import type { Configuration } from '../../core/membership/configuration.ts'
import { itemAt } from '../../core/vector.ts'
import type { Observation, ObservedLog } from '../observation.ts'
import type { World } from '../world/world.ts'

/** A configuration and the index of its entry; 0 where no log holds that any more. */
export interface Held {
  readonly index: number
  readonly configuration: Configuration
}

/**
 * The newest configuration that a server which is up knows to be committed: that of the last such entry, or of the snapshot
 * which stands for it, or the cluster's first. Of servers whose logs are not shown nothing is known.
 */
export function lastCommitted(world: World): Held {
  let newest: Observation | undefined
  for (const seen of observationsOf(world))
    if ((seen.commitIndex ?? 0) >= (newest?.commitIndex ?? 0)) newest = seen
  return newest === undefined ? firstOf(world) : newestHeld(world, newest, newest.commitIndex)
}

/** The newest configuration that a server holds in its log up to an entry, or all of it; else in its snapshot; else the first. */
export function newestHeld(world: World, { log, snapshot }: Observation, upTo = Infinity): Held {
  if (log === undefined) return firstOf(world)
  const held = newestUpTo(log, upTo)
  if (held !== undefined) return held
  if (snapshot === null || snapshot === undefined) return firstOf(world)
  return { index: 0, configuration: snapshot.configuration }
}

/** Every configuration by which a server that is up may elect or commit: the last committed one, and all after it. */
export function configurationsInForce(world: World): readonly Configuration[] {
  const committed = lastCommitted(world)
  const found = [committed.configuration]
  for (const { log } of observationsOf(world)) {
    if (log === undefined) continue
    for (
      let position = log.entries.length - 1;
      position >= Math.max(log.baseIndex, committed.index);
      position--
    ) {
      const { configuration } = itemAt(log.entries, position)
      if (configuration !== null) found.push(configuration)
    }
  }
  return found
}

/** Everybody who is sent the log by a configuration. */
export function membersIn({ voters, outgoing, learners }: Configuration): number {
  return voters | outgoing | learners
}

function firstOf({ cluster }: World): Held {
  return { index: 0, configuration: { voters: cluster.options.voters, outgoing: 0, learners: 0 } }
}

function newestUpTo({ entries, baseIndex }: ObservedLog, index: number): Held | undefined {
  for (let position = Math.min(index, entries.length) - 1; position >= baseIndex; position--) {
    const { configuration } = itemAt(entries, position)
    if (configuration !== null) return { index: position + 1, configuration }
  }
  return undefined
}

function observationsOf({ seats, target }: World): Observation[] {
  return seats.flatMap(({ server }) => (server === null ? [] : [target.observe(server)]))
}
