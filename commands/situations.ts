import type { Command } from 'commander'
import { situations } from '../properties/situations.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { withTellingOptions } from './plain-arguments.ts'
import { printJson, printText, textSink } from './tell.ts'

interface SituationsFlags {
  readonly json?: boolean
  readonly color?: boolean
}

/** Adds `whitewater situations`. */
export function addSituations(program: Command): void {
  const command = program
    .command('situations')
    .description('list what a good campaign should have reached, and where that comes from')
  withTellingOptions(command)
  command.addHelpText(
    'after',
    `
Examples:
  whitewater situations
  whitewater fuzz --seeds 5000 --require all            fail where one is not reached
  whitewater fuzz --features all --require split-vote`,
  )
  command.action((flags: SituationsFlags) => {
    const chalk = colourFor(textSink(flags.json), process.env, flags.color)
    const texts = situations.map(({ name, sentence, source, takes }) => {
      const needs = takes.length === 0 ? '' : `; takes ${takes.join(', ')}`
      return `${chalk.bold(name)}\n       ${sentence}\n       ${chalk.dim(`${source}${needs}`)}`
    })
    if (flags.json === true)
      printJson(situations.map(({ name, sentence, source, takes }) => ({ name, sentence, source, takes })))
    else printText(texts.join('\n'), false)
  })
}
