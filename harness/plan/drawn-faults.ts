import { Operation } from '../../core/command.ts'
import { FAULT_KINDS, FaultKind } from './fault-kind.ts'
import type { Plan } from './plan.ts'

/** Which faults a plan has drawn, by number: those of its episodes and dials, and what its cluster and its operator bring. */
export function drawnFaults(plan: Plan): boolean[] {
  const drawn = new Array<boolean>(FAULT_KINDS).fill(false)
  const { clocks, operations, options } = plan
  for (const { fault } of plan.episodes) drawn[fault] = true
  for (const [fault, value] of Object.entries(plan.dials)) drawn[Number(fault)] = (value as number) > 0
  if (plan.severed.length > 0) drawn[FaultKind.SeveredLinks] = true
  for (const { offset, rate } of clocks) {
    if (offset !== 0) drawn[FaultKind.ClockOffset] = true
    if (rate !== 1000)
      drawn[Math.abs(rate - 1000) > options.clockDrift ? FaultKind.RunawayClock : FaultKind.ClockRate] = true
  }
  for (const { operation, expected } of operations) {
    if (operation === Operation.TransferLeadership) drawn[FaultKind.Transfers] = true
    if (operation !== Operation.Reconfigure) continue
    drawn[FaultKind.MembershipChanges] = true
    if (expected !== 0) drawn[FaultKind.Learners] = true
  }
  if (options.registration && options.sessionTimeout + options.mostSessions > 0)
    drawn[FaultKind.ExpiringSessions] = true
  return drawn
}
