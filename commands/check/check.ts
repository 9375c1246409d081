import type { Command } from 'commander'
import { withTellingOptions } from '../plain-arguments.ts'
import { withBoundOptions, withSearchOptions, withSubjectOptions, type CheckFlags } from './options.ts'
import { presetsText } from './presets.ts'

/** Adds `whitewater check`. */
export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .description(
      'look at every behaviour of a cluster within bounds: none breaks a property, or here is the shortest story of one that does',
    )
  withTellingOptions(withSearchOptions(withBoundOptions(withSubjectOptions(command))))
  command.addHelpText(
    'after',
    `
From --entries to --retries a bound may be free, too: any number. Partitions and losses need no bound: a message need
never arrive, so every partition and every loss is looked at as it is.

Presets, each a matter of seconds:
${presetsText()}

Examples:
  whitewater check                              the preset small
  whitewater check --preset paper --crashes 2   its bounds, but for one
  whitewater check --bug V-E1 --out found       the shortest story of a bug
  whitewater check --from 1.scenario --last 20  all that could have come instead of a run's last actions
  whitewater check --preset pre-vote --checkpoint pre-vote.search
                                                to go on from with --resume pre-vote.search
  whitewater check --servers 5 --walks 10000    walks at random, where there is too much to search

Exit codes: 0 no behaviour within the bounds breaks a property, 1 violation, 2 bad usage or input, 3 undecided: a bound on depth, states or memory ended the search, or walks found nothing, 7 the target or the tool failed, 130 interrupted`,
  )
  command.action(async (flags: CheckFlags) => {
    // What a search takes is loaded only for one: help need not wait for it.
    const { runCheck } = await import('./run-check.ts')
    process.exitCode = await runCheck(flags)
  })
}
