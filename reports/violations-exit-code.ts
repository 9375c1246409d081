import type { Violation } from '../harness/violation.ts'
import { ExitCode } from './exit-code.ts'

/** How violations end a command: gravest where any is more than one of liveness. Rules count where nothing else is violated. */
export function violationsExitCode(
  violations: readonly Violation[],
  rules: readonly Violation[] = [],
): ExitCode {
  if (violations.length === 0) return rules.length === 0 ? ExitCode.Nothing : ExitCode.Safety
  return violations.every(({ grade }) => grade === 'liveness') ? ExitCode.Liveness : ExitCode.Safety
}
