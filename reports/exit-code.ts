/** How a command ends, for scripts. */
export const ExitCode = {
  Nothing: 0,
  Safety: 1,
  Usage: 2,
  Undecided: 3,
  Liveness: 4,
  Unreached: 5,
  NonDeterminism: 6,
  Failed: 7,
  Interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

const GRAVEST_FIRST: readonly ExitCode[] = [
  ExitCode.Failed,
  ExitCode.NonDeterminism,
  ExitCode.Safety,
  ExitCode.Liveness,
  ExitCode.Unreached,
  ExitCode.Undecided,
  ExitCode.Interrupted,
]

/** The gravest of what happened; `Nothing` when nothing did. */
export function gravest(happened: readonly ExitCode[]): ExitCode {
  return GRAVEST_FIRST.find((code) => happened.includes(code)) ?? ExitCode.Nothing
}
