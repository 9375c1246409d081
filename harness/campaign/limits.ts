import { DiskFile } from '../../core/effect.ts'
import type { Transition } from '../world/transition.ts'
import { seatOf, type FileState, type World } from '../world/world.ts'

/** How much a run may hold: no plan comes near it, but a broken core might, and would never end. */
const MOST_SENT = 20_000
const MOST_WRITTEN = 20_000
const MOST_IN_FLIGHT = 400_000
/** The longest log: so many entries, and so many for each operation that clients have. */
const MOST_ENTRIES = 50_000
const ENTRIES_EACH = 20
/** How often the world is looked at as a whole: every so many actions, a power of two. */
const EVERY = 1024

/** A run that grew beyond all bounds. */
export class RunawayRun extends Error {
  constructor(position: number, grew: string) {
    super(`the run grew beyond all bounds at action ${position}: ${grew}`)
    this.name = 'RunawayRun'
  }
}

/** Ends a run in which a step sends or writes too much, or too much is on its way. */
export function checkLimits(world: World, transition: Transition): void {
  const { position, sent, wrote, server } = transition
  if (sent.length > MOST_SENT) throw new RunawayRun(position, `one step sent ${sent.length} messages`)
  if (wrote !== 0 && server >= 0) checkWrites(world, transition)
  if ((position & (EVERY - 1)) !== 0) return
  checkFlight(world, position)
  checkLogs(world, position)
}

function checkWrites(world: World, { position, server }: Transition): void {
  const { pending } = seatOf(world, server).files[DiskFile.Log] as FileState
  const count = pending.length === 0 ? 0 : (pending[pending.length - 1]?.count as number)
  if (count > MOST_WRITTEN)
    throw new RunawayRun(position, `one step wrote ${count} records to the log's file`)
}

function checkFlight({ links, answers }: World, position: number): void {
  let messages = answers.length
  for (let link = 0; link < links.length; link++) messages += links[link]?.inFlight.length as number
  if (messages > MOST_IN_FLIGHT)
    throw new RunawayRun(position, `${messages} messages and answers are on their way`)
}

function checkLogs({ seats, target, cluster }: World, position: number): void {
  let most = MOST_ENTRIES
  for (const operations of cluster.operations) most += operations.length * ENTRIES_EACH
  for (const { server } of seats) {
    const entries = server === null ? 0 : (target.observe(server).log?.entries.length ?? 0)
    if (entries > most) throw new RunawayRun(position, `a log holds ${entries} entries`)
  }
}
