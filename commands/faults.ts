import type { Command } from 'commander'
import { FAULTS, faultOf } from '../harness/faults/faults.ts'
import { FAULT_GROUPS, type Fault } from '../harness/faults/stage/stage.ts'
import { monitors } from '../properties/monitors.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { WITNESSES, type Evidence, type Witness } from '../witnesses.ts'
import { withTellingOptions } from './plain-arguments.ts'
import { printJson, printText, textSink } from './tell.ts'

interface FaultsFlags {
  readonly json?: boolean
  readonly color?: boolean
}

/** Adds `whitewater faults`. */
export function addFaults(program: Command): void {
  const command = program
    .command('faults')
    .description(
      'list the faults that a plan may draw, each with the assumption of Raft that it keeps or breaks',
    )
  withTellingOptions(command)
  command.addHelpText(
    'after',
    `
Examples:
  whitewater faults
  whitewater fuzz --faults crash,lost-writes,pause   these, all of them, in every plan
  whitewater fuzz --without clock-jump,heavy-delay   any but these`,
  )
  command.action((flags: FaultsFlags) => {
    if (flags.json === true) printJson(FAULTS.map(faultJson))
    else printText(faultsText(flags), false)
  })
}

function faultsText(flags: FaultsFlags): string {
  const chalk = colourFor(textSink(false), process.env, flags.color)
  return FAULT_GROUPS.map((group) => {
    const faults = FAULTS.filter((fault) => fault.group === group)
    return [chalk.bold.underline(group), ...faults.map((fault) => faultText(fault, flags))].join('\n')
  }).join('\n\n')
}

function faultText(fault: Fault, flags: FaultsFlags): string {
  const chalk = colourFor(textSink(false), process.env, flags.color)
  const { name, sentence, assumption } = fault
  const lines = [`${chalk.bold(name.padEnd(18))} ${sentence}`, chalk.dim(assumption)]
  if (fault.breaks !== undefined) lines.push(`remains once it has landed: ${remaining(fault).join(', ')}`)
  lines.push(chalk.dim(`seen by: ${Object.values(evidenceOf(fault)).join()}`))
  return lines.join(`\n${' '.repeat(19)}`)
}

/** What tells a fault from its absence; `npm run bench -- faults` shows that it does. */
function evidenceOf({ name }: Fault): Evidence {
  const { seenBy } = WITNESSES.find(({ fault }) => faultOf(fault).name === name) as Witness
  return seenBy
}

/** The properties that hold all the same once a fault has landed, where it breaks what others rest on. */
function remaining({ breaks = [] }: Fault): string[] {
  return monitors.map(({ name }) => name).filter((name) => !breaks.includes(name))
}

function faultJson(fault: Fault): object {
  const { name, group, sentence, assumption, breaks = [] } = fault
  return { name, group, sentence, assumption, breaks, remains: remaining(fault), witness: evidenceOf(fault) }
}
