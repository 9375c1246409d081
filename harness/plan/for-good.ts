import { FaultKind } from './fault-kind.ts'

/** Faults whose victims are lost for good. */
export const FOR_GOOD = [
  FaultKind.Rot,
  FaultKind.DownForGood,
  FaultKind.StalledDisk,
  FaultKind.ReplacedDisk,
] as const
