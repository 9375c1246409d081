import { Role } from '../core/server.ts'
import type { SeedPrint } from '../harness/campaign/print-seeds.ts'
import type { Aftermath } from '../harness/campaign/trail.ts'
import type { Action } from '../harness/world/action.ts'
import { serverName } from '../harness/world/names.ts'
import { actionText } from '../scenarios/text/action-text.ts'

/** One of two runs of a seed, as it is told. */
export interface ToldSide {
  readonly actions: number
  readonly fingerprint: string
  /** The action at which the runs part, as scenario text has it; `undefined` if that is not known. */
  readonly action?: string
  /** What it left of the server that it happened to. */
  readonly left?: string
}

/** A seed that did not come out the same twice, as it is told. */
export interface Mismatch {
  readonly seed: number
  /** The first action that differs, from 1; 0 where none did when both were run again. */
  readonly action: number
  readonly sides: readonly ToldSide[]
  /** The command that runs the seed twice again. */
  readonly replay: string
}

/** One side, in words. */
export function toldSide(
  { actions, fingerprint }: SeedPrint,
  action: Action | undefined,
  aftermath: Aftermath | undefined,
  parted: boolean,
): ToldSide {
  if (!parted) return { actions, fingerprint }
  if (action === undefined) return { actions, fingerprint, action: 'the run is over' }
  const left = aftermath === undefined ? undefined : leftText(aftermath)
  return { actions, fingerprint, action: actionText(action), ...(left === undefined ? {} : { left }) }
}

const ROLE_NAMES = ['follower', 'candidate', 'leader', 'pre-candidate'] as const satisfies {
  [R in Role]: string
}

function leftText(aftermath: Aftermath): string | undefined {
  const { server, currentTerm, role, votedFor, lastIndex, commitIndex, lastApplied, digest } = aftermath
  if (server < 0) return undefined
  if (role < 0) return `${serverName(server)} is down`
  const vote = votedFor < 0 ? 'no vote' : `its vote for ${serverName(votedFor)}`
  const state = (digest >>> 0).toString(16).padStart(8, '0')
  return `${serverName(server)} is ${ROLE_NAMES[role as Role]} in term ${currentTerm}, ${vote}, log to ${lastIndex}, commit ${commitIndex}, applied ${lastApplied}, state ${state}`
}
