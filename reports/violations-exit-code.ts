import type { Violation } from '../harness/violation.ts'
import { ExitCode } from './exit-code.ts'

/** How violations end a command: gravest where any is more than one of liveness. */
export function violationsExitCode(violations: readonly Violation[]): ExitCode {
  if (violations.length === 0) return ExitCode.Nothing
  return violations.every(({ grade }) => grade === 'liveness') ? ExitCode.Liveness : ExitCode.Safety
}
