import { FAULT_KINDS, type FaultKind } from '../plan/fault-kind.ts'
import type { Plan } from '../plan/plan.ts'

/** By fault: how often it made a difference. */
export function blankBites(): number[] {
  return new Array<number>(FAULT_KINDS).fill(0)
}

/** A fault made a difference. */
export function bite(bites: number[], fault: FaultKind): void {
  bites[fault] = (bites[fault] as number) + 1
}

/** The plan's dials as a dense list, by fault; 0: off. */
export function dialsOf({ dials }: Plan): number[] {
  return Array.from({ length: FAULT_KINDS }, (_, fault) => dials[fault as FaultKind] ?? 0)
}
