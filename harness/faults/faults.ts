import { boundedQueue } from './network/bounded-queue.ts'
import { bridge } from './network/bridge.ts'
import { clockJump } from './clock/clock-jump.ts'
import { clockOffset } from './clock/clock-offset.ts'
import { clockRate } from './clock/clock-rate.ts'
import { clog } from './network/clog.ts'
import { crash } from './process/crash.ts'
import { crashInSnapshot } from './operations/crash-in-snapshot.ts'
import { crashLeader } from './process/crash-leader.ts'
import { crashLoop } from './process/crash-loop.ts'
import { downForGood } from './process/down-for-good.ts'
import { duplication } from './network/duplication.ts'
import { expiringSessions } from './clients/expiring-sessions.ts'
import { fadingLeader } from './network/fading-leader.ts'
import { failedFlush } from './disk/failed-flush.ts'
import { failedWrite } from './disk/failed-write.ts'
import { flapping } from './network/flapping.ts'
import { heavyDelay } from './network/heavy-delay.ts'
import { hedgedRequests } from './clients/hedged-requests.ts'
import { impatience } from './clients/impatience.ts'
import { interruptedStep } from './process/interrupted-step.ts'
import { isolate } from './network/isolate.ts'
import { isolateLeader } from './network/isolate-leader.ts'
import { lateCopies } from './clients/late-copies.ts'
import { learners } from './operations/learners.ts'
import { loss } from './network/loss.ts'
import { lostWrites } from './disk/lost-writes.ts'
import { membershipChanges } from './operations/membership-changes.ts'
import { needlessRequests } from './operations/needless-requests.ts'
import { oneWay } from './network/one-way.ts'
import { pause } from './process/pause.ts'
import { removedServers } from './operations/removed-servers.ts'
import { reorderedWrites } from './disk/reordered-writes.ts'
import { reordering } from './network/reordering.ts'
import { replacedDisk } from './disk/replaced-disk.ts'
import { retriesElsewhere } from './clients/retries-elsewhere.ts'
import { rot } from './disk/rot.ts'
import { runawayClock } from './clock/runaway-clock.ts'
import { severedLinks } from './network/severed-links.ts'
import { slowDisk } from './disk/slow-disk.ts'
import { slowServer } from './process/slow-server.ts'
import { slowSnapshots } from './operations/slow-snapshots.ts'
import { slowness } from './network/slowness.ts'
import { split } from './network/split.ts'
import { stalledDisk } from './disk/stalled-disk.ts'
import { tornWrites } from './disk/torn-writes.ts'
import { transfers } from './operations/transfers.ts'
import { uniformDelay } from './network/uniform-delay.ts'
import { wipedDisk } from './disk/wiped-disk.ts'
import type { FaultKind } from '../plan/fault-kind.ts'
import type { Fault } from './stage/stage.ts'

/** All faults, by their kinds' numbers. */
export const FAULTS: readonly Fault[] = [
  loss,
  duplication,
  slowness,
  split,
  oneWay,
  bridge,
  isolateLeader,
  crash,
  crashLeader,
  failedWrite,
  rot,
  fadingLeader,
  isolate,
  flapping,
  boundedQueue,
  clog,
  crashLoop,
  pause,
  interruptedStep,
  slowServer,
  downForGood,
  slowDisk,
  stalledDisk,
  failedFlush,
  crashInSnapshot,
  replacedDisk,
  wipedDisk,
  clockJump,
  uniformDelay,
  heavyDelay,
  reordering,
  lostWrites,
  tornWrites,
  reorderedWrites,
  slowSnapshots,
  needlessRequests,
  removedServers,
  impatience,
  retriesElsewhere,
  hedgedRequests,
  lateCopies,
  clockOffset,
  clockRate,
  runawayClock,
  membershipChanges,
  learners,
  transfers,
  expiringSessions,
  severedLinks,
]

/** The fault of this kind. */
export function faultOf(kind: FaultKind): Fault {
  return FAULTS[kind] as Fault
}

/** The kind of the fault of this name; `undefined` where there is none. */
export function faultNamed(name: string): FaultKind | undefined {
  const place = FAULTS.findIndex((fault) => fault.name === name)
  return place < 0 ? undefined : (place as FaultKind)
}
