import { Option, type Command } from 'commander'
import type { Reductions } from '../../harness/explore/world/bounds.ts'
import type { RunOptions } from '../arguments.ts'
import { MOST_SEED, wholeNumber } from '../plain-arguments.ts'
import { boundUpTo, budget, gigabytes, presetNamed, REDUCTION_NAMES, reductionsOff } from './arguments.ts'
import { SEARCH_FEATURES, searchFeatures } from './features.ts'
import type { Preset } from './presets.ts'
import type { Shape } from './shape.ts'

/** The options of `check`. */
export interface CheckFlags extends Pick<RunOptions, 'target' | 'bug' | 'json' | 'color'>, Partial<Shape> {
  readonly preset: Preset
  readonly presets?: boolean
  readonly depth?: number
  readonly states?: number
  /** In bytes. */
  readonly memory?: number
  readonly first?: 'breadth' | 'depth'
  readonly workers?: number
  readonly situations?: boolean
  readonly checkpoint?: string
  readonly checkpointEvery?: number
  readonly resume?: string
  readonly from?: string
  readonly last?: number
  readonly walks?: number
  readonly seed?: number
  readonly without?: readonly (keyof Reductions)[]
  readonly out?: string
}

/** Adds the options that say what there is to search: a cluster, and what clients ask of it. */
export function withSubjectOptions(command: Command): Command {
  return command
    .addOption(new Option('--target <name>', 'what to search').choices(['core']).default('core'))
    .option('--bug <name|file.patch>', 'patch the core with a bug of the zoo, or with a patch of your own')
    .addOption(
      new Option('--preset <name>', 'bounds with a name, which the options below override')
        .argParser(presetNamed)
        .default(presetNamed('small'), 'small'),
    )
    .option('--presets', 'list the presets')
    .option('--servers <n>', 'servers in the cluster, 1 to 5', wholeNumber(1, 5))
    .option('--voters <servers>', 'the members at first, as in "S1 S2" (all servers when left out)')
    .option('--writes <n>', 'writes that clients ask for, each in a session of its own', wholeNumber(0, 4))
    .option('--reads <n>', 'reads that clients ask for, each in a session of its own', wholeNumber(0, 4))
    .option(
      '--changes <members>',
      'members that are asked for, each in a session of its own: "S1 S2, S1 S2 S3"',
    )
    .addOption(
      new Option('--membership <how>', 'how members are changed').choices(['joint', 'single-server']),
    )
    .option('--transfers <servers>', 'servers that are asked to lead, each in a session of its own: "S2, S1"')
    .option(
      '--snapshots <threshold>',
      'snapshots once a log has grown by so many applied entries; 0: none',
      wholeNumber(0, 100),
    )
    .addOption(
      new Option(
        '--disk <kind>',
        'synchronous: writes are durable at once; loses: flushes come when they will',
      ).choices(['synchronous', 'loses']),
    )
    .option(
      '--features <list>',
      `what the cluster has beyond plain Raft: none, or some of ${SEARCH_FEATURES.join(',')}`,
      searchFeatures,
    )
}

/** Adds the options that say what may happen, how often, and where the edge is. */
export function withBoundOptions(command: Command): Command {
  return command
    .option('--terms <n>', 'the highest term (with --from: more than there are)', wholeNumber(1, 15))
    .option('--entries <n>', 'entries that a log ever has, no-ops counted', boundUpTo(1, 100))
    .option('--messages <n>', 'messages in flight at once', boundUpTo(1, 100))
    .option('--elections <n>', 'election timeouts, of all servers together', budget)
    .option('--heartbeats <n>', 'times that a leader’s heartbeat timer fires', budget)
    .option(
      '--lapses <n>',
      'times that another timer fires: no leader heard, no quorum heard, a transfer given up',
      budget,
    )
    .option('--crashes <n>', 'crashes; a server may start again at any time', budget)
    .option('--losses <n>', 'writes, not flushed, that a crash loses or tears', budget)
    .option(
      '--drops <n>',
      'messages that are lost, which matters only where --messages bounds those in flight',
      budget,
    )
    .option('--duplicates <n>', 'messages that arrive and arrive again later', budget)
    .option('--retries <n>', 'times that a client asks again, of any server', budget)
}

/** Adds the options that say how to search, and when to stop. */
export function withSearchOptions(command: Command): Command {
  return command
    .option('--depth <n>', 'states on a path, the first included (of walks: 100)', wholeNumber(1, 65_535))
    .option('--states <n>', 'states to be kept', wholeNumber(1, 1e11))
    .option('--memory <GB>', 'memory to be used (70 % of what is free)', gigabytes)
    .addOption(
      new Option(
        '--first <order>',
        'breadth (the default): the shortest story; depth: fewer states wait, stories are long',
      ).choices(['breadth', 'depth']),
    )
    .option(
      '--from <seed|file>',
      'look around a run: as fuzz ran the seed, or as a scenario tells it. It is played but for its --last actions, and all that could have happened instead is looked at; --terms and --entries count from there, and the cluster is its own',
    )
    .option('--last <n>', 'how many of its actions are not played', wholeNumber(0, 10_000_000))
    .option(
      '--situations',
      'look out for situations, too: which can be reached within the bounds, and which cannot',
    )
    .option('--workers <n>', 'threads that search, breadth first (1)', wholeNumber(1, 64))
    .option('--checkpoint <file>', 'take the search down there now and then, and where something ends it')
    .option('--checkpoint-every <seconds>', 'how often (300)', wholeNumber(1, 1e6))
    .option('--resume <file>', 'go on from a checkpoint; all that says what is searched has to be the same')
    .option(
      '--walks <n>',
      'no search: so many walks at random, which prove nothing',
      wholeNumber(1, 100_000_000),
    )
    .option('--seed <s>', 'the seed of walks (1)', wholeNumber(0, MOST_SEED))
    .option(
      '--without <reductions>',
      `switch off reductions: none, or some of ${Object.keys(REDUCTION_NAMES).join(',')} (with --bug symmetry,dead-variables,partial-order: a patched core may break what they presume, and stories are to be short; with several workers dead-messages too, for there it is not verified)`,
      reductionsOff,
    )
    .option(
      '--out <folder>',
      'keep the story of a violation there: as a scenario to replay, as text, as a picture, and as a Vitest file that fails until the bug is mended',
    )
}
