import type { Configuration } from '../core/membership/configuration.ts'
import { serverNames } from '../harness/world/names.ts'

/** A configuration as people read it: `voters S1 S2 S4, outgoing S1 S2 S3, learners S5`, or with else than commas between. */
export function configurationText({ voters, outgoing, learners }: Configuration, between = ', '): string {
  const leaving = outgoing === 0 ? '' : `${between}outgoing ${serverNames(outgoing)}`
  const learning = learners === 0 ? '' : `${between}learners ${serverNames(learners)}`
  return `voters ${voters === 0 ? 'none' : serverNames(voters)}${leaving}${learning}`
}
