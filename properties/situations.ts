import type { Situation } from '../harness/situation.ts'
import { disk } from './situations/disk.ts'
import { elections } from './situations/elections.ts'
import { log } from './situations/log.ts'
import { reads } from './situations/reads.ts'
import { replication } from './situations/replication.ts'
import { together } from './situations/together.ts'

/** Every situation that is looked out for, by topic. */
export const situations: readonly Situation[] = [
  ...elections,
  ...log,
  ...disk,
  ...replication,
  ...reads,
  ...together,
]
