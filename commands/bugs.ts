import type { Command } from 'commander'
import { colourFor } from '../reports/terminal/colour.ts'
import { listBugs, type Bug } from '../scenarios/zoo/zoo.ts'
import { withTellingOptions } from './plain-arguments.ts'
import { printJson, printText, textSink } from './tell.ts'

interface BugsFlags {
  readonly json?: boolean
  readonly color?: boolean
}

/** Adds `whitewater bugs`. */
export function addBugs(program: Command): void {
  const command = program
    .command('bugs')
    .description('list the zoo: real bugs of real systems, each a patch on the core')
  withTellingOptions(command)
  command.addHelpText(
    'after',
    '\nExamples:\n  whitewater bugs\n  whitewater fuzz --bug V-L1\n  whitewater bugs --json',
  )
  command.action((flags: BugsFlags) => {
    const bugs = listBugs()
    if (flags.json === true) printJson(bugs.map(bugJson))
    else printText(bugs.map((bug) => bugText(bug, flags)).join('\n'), false)
  })
}

function bugText({ name, slug, what, property, source }: Bug, flags: BugsFlags): string {
  const chalk = colourFor(textSink(false), process.env, flags.color)
  return `${chalk.bold(name.padEnd(6))} ${slug}\n       ${what}\n       ${chalk.dim(`breaks ${property.join(', ')}; seen in ${source}`)}`
}

function bugJson({ name, slug, what, source, property, features, witness }: Bug): object {
  return { name, slug, sentence: what, source, property, features, witness }
}
