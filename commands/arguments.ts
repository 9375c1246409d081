import { InvalidArgumentError, Option, type Command } from 'commander'
import { situations } from '../properties/situations.ts'
import { nearest } from '../scenarios/text/nearest.ts'
import { FAULTS, faultNamed } from '../harness/faults/faults.ts'
import type { FaultKind } from '../harness/plan/fault-kind.ts'
import { FEATURES, type Feature } from '../harness/plan/feature.ts'
import { seconds, wholeNumber } from './plain-arguments.ts'

/** Reads a list of features, between commas, or `all` or `none`. */
export function featureList(text: string): readonly Feature[] {
  if (text === 'all') return FEATURES
  if (text === 'none') return []
  const names = text.split(',')
  const unknown = names.find((name) => !FEATURES.includes(name as Feature))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `"${unknown}" is none; expected all, none, or some of ${FEATURES.join(',')}.`,
    )
  }
  return FEATURES.filter((name) => names.includes(name))
}

/** Reads the names of situations, between commas, or `all`. */
export function situationNames(text: string): readonly string[] {
  const known = situations.map(({ name }) => name)
  if (text === 'all') return known
  const names = text.split(',')
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return names
  const near = nearest(unknown, known)
  throw new InvalidArgumentError(
    `there is no situation "${unknown}"${near === undefined ? '' : ` (did you mean ${near}?)`}; expected all, or names that "whitewater situations" lists.`,
  )
}

/** Reads a list of faults, between commas, or `none`. */
function faultList(text: string): readonly FaultKind[] {
  if (text === 'none') return []
  return text.split(',').map((name) => {
    const fault = faultNamed(name)
    if (fault !== undefined) return fault
    throw new InvalidArgumentError(
      `"${name}" is none; expected none, or some of ${FAULTS.map((one) => one.name).join(',')}.`,
    )
  })
}

/** What every command takes that runs a cluster. */
export interface RunOptions {
  readonly target: 'core'
  readonly bug?: string
  readonly servers?: number
  readonly storm?: number
  readonly features?: readonly Feature[]
  readonly faults?: readonly FaultKind[]
  readonly without?: readonly FaultKind[]
  readonly rules?: boolean
  readonly json?: boolean
  readonly color?: boolean
}

/** Adds the options that say what runs. */
export function withRunOptions(command: Command): Command {
  return command
    .addOption(new Option('--target <name>', 'what to run').choices(['core']).default('core'))
    .option('--bug <name|file.patch>', 'patch the core with a bug of the zoo, or with a patch of your own')
    .option(
      '--servers <n>',
      'servers in the cluster, 1 to 7 (drawn by each seed when left out)',
      wholeNumber(1, 7),
    )
    .option(
      '--storm <seconds>',
      'how long faults last, in virtual seconds (drawn by each seed when left out)',
      seconds,
    )
    .option(
      '--features <list>',
      `what the cluster has beyond plain Raft: all, none, or some of ${FEATURES.join(',')} (drawn by each seed when left out)`,
      featureList,
    )
    .option(
      '--faults <list>',
      'the faults there are to be, all of them in every plan (drawn by each seed when left out; whitewater faults lists them)',
      faultList,
    )
    .option('--without <list>', 'faults that there are not to be', faultList)
    .option(
      '--rules',
      'hold servers, step by step, to the rules of the paper, too: what breaks one is told, and ends nothing',
    )
}
