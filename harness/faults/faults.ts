import { bridge } from './bridge.ts'
import type { FaultKind } from '../plan/plan.ts'
import { crash } from './crash.ts'
import { crashLeader } from './crash-leader.ts'
import { fadingLeader } from './fading-leader.ts'
import { duplication } from './duplication.ts'
import { failedWrite } from './failed-write.ts'
import { isolateLeader } from './isolate-leader.ts'
import { loss } from './loss.ts'
import { oneWay } from './one-way.ts'
import { rot } from './rot.ts'
import { slowness } from './slowness.ts'
import { split } from './split.ts'
import type { Fault } from './stage.ts'

const FAULTS: readonly Fault[] = [
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
]

/** The fault of this kind. */
export function faultOf(kind: FaultKind): Fault {
  return FAULTS[kind] as Fault
}
