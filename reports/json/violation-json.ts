import { serverName } from '../../harness/world/names.ts'
import type { ToldViolation } from '../terminal/tell-violation.ts'

/** A violation as scripts read it. */
export interface ViolationJson {
  readonly property: string
  /** safety, practice, liveness or rule. */
  readonly grade: string
  readonly identity: string
  readonly seed?: number
  /** Which action of the schedule showed it, from 1. */
  readonly action: number
  readonly title: string
  readonly servers: readonly string[]
  readonly evidence: readonly string[]
  /** The sentence of the paper that did not hold. */
  readonly rule: string
  readonly replay: string
}

/** A violation for the `--json` document. */
export function violationJson({ violation, promise, seed, replay }: ToldViolation): ViolationJson {
  const { property, grade, identity, action, title, servers, evidence } = violation
  return {
    property,
    grade,
    identity,
    ...(seed === undefined ? {} : { seed }),
    action,
    title,
    servers: servers.map(serverName),
    evidence,
    rule: promise,
    replay,
  }
}
