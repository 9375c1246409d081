import { DiskFile } from '../../core/effect.ts'
import type { FaultKind } from '../plan/fault-kind.ts'
import { ActionKind } from '../world/action.ts'
import { seatOf } from '../world/world.ts'
import { plan } from './agenda.ts'
import { bite } from './bites.ts'
import { between, draw, Stream } from './draws.ts'
import type { Scheduler } from './scheduler.ts'
import { waitOf } from './waits.ts'

/** A page is applied in an eighth of the time that a write takes. */
const APPLY_SHIFT = 3

/** Draws when the newest write to each of the files becomes durable. */
export function planFlush(state: Scheduler, server: number, wrote: number): void {
  const { files } = seatOf(state.world, server)
  for (let file = 0; file < files.length; file++) {
    if (((wrote >> file) & 1) === 0) continue
    const order = (files[file] as (typeof files)[number]).begun
    if (order === (files[file] as (typeof files)[number]).flushed) continue
    planFlushOf(state, server, file, order)
  }
}

/** Draws when each write of a server that is not durable yet becomes so. */
export function planFlushes(state: Scheduler, server: number): void {
  seatOf(state.world, server).files.forEach(({ pending }, file) => {
    for (const { order } of pending) planFlushOf(state, server, file, order)
  })
}

function planFlushOf(state: Scheduler, server: number, file: number, order: number): void {
  const { world, key, agenda, sky } = state
  let wait = waitOf(state.plan.disk, draw(key, Stream.Flush, server, file, order, 0))
  if (sky.beset) {
    const { slowDisk, sluggish } = sky.weather
    const slower =
      (slowDisk.amount[server] as number) > (sluggish.amount[server] as number) ? slowDisk : sluggish
    const most = slower.amount[server] as number
    if (most > 0) {
      wait += between(draw(key, Stream.SlowDisk, server, file, order, 0), 0, most)
      bite(state.bites, slower.fault[server] as FaultKind)
    }
  }
  plan(agenda, ActionKind.Flush, world.now + wait, server, 0, file, 0, order, 0)
}

/** Draws when the machine of a server will have taken over the state of a snapshot. */
export function planRestore(state: Scheduler, server: number): void {
  const { world, key, agenda } = state
  const index = seatOf(world, server).restoring
  const wait = waitOf(state.plan.disk, draw(key, Stream.Restore, server, index, world.now, 0))
  plan(agenda, ActionKind.Restore, world.now + wait, server, 0, 0, 0, index, 0)
}

/** Draws when the machine of a server will go on with the next of the entries that are committed. */
export function planApply(state: Scheduler, server: number): void {
  const { world, key, agenda, sky, plan: drawn } = state
  const index = seatOf(world, server).applying
  let wait = waitOf(drawn.disk, draw(key, Stream.Apply, server, index, world.now, 0)) >> APPLY_SHIFT
  const { amount, fault } = sky.weather.sluggish
  const most = sky.beset ? (amount[server] as number) : 0
  if (most > 0) {
    wait += between(draw(key, Stream.Apply, server, index, world.now, 1), 0, most)
    bite(state.bites, fault[server] as FaultKind)
  }
  plan(agenda, ActionKind.Apply, world.now + wait, server, 0, 0, 0, index, 0)
}

/** Draws when each of the segments of its log's file that a server wants removed, the newest `count`, will be gone. */
export function planRemovals(state: Scheduler, server: number, count: number): void {
  const { world, key, agenda } = state
  const { removing } = seatOf(world, server).files[DiskFile.Log]
  for (let i = removing.length - count; i < removing.length; i++) {
    const segment = removing[i] as number
    const wait = waitOf(state.plan.disk, draw(key, Stream.Remove, server, segment, world.now, 0))
    plan(agenda, ActionKind.Remove, world.now + wait, server, 0, DiskFile.Log, 0, segment, 0)
  }
}
