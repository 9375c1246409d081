import type { SearchAsked } from '../../check-search.ts'
import { boundsText, reductionsText } from '../../reports/terminal/bounds-text.ts'
import { colourFor } from '../../reports/terminal/colour.ts'
import { counted, whole } from '../../reports/terminal/numbers.ts'
import { printJson, printText, textSink } from '../tell.ts'
import type { CheckFlags } from './options.ts'
import { PRESETS, presetsText } from './presets.ts'

/** Lists the presets. */
export function tellPresets(flags: CheckFlags): void {
  if (flags.json === true) printJson(PRESETS.map(({ name, sentence, size }) => ({ name, sentence, size })))
  else printText(presetsText(), false)
}

/** Says what is about to be searched. */
export function tellBefore(asked: SearchAsked, checked: readonly string[], flags: CheckFlags): void {
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  const { bounds, reductions, limits, walks, order } = asked
  const bug = flags.bug === undefined ? '' : ` with ${flags.bug}`
  const how =
    walks === undefined
      ? order === 'breadth'
        ? `every behaviour, nearest first${asked.workers === 1 ? '' : `, by ${asked.workers} threads`}`
        : 'every behaviour, deepest first'
      : `${counted(walks.walks, 'walk')} at random of at most ${counted(walks.length, 'state')}, seed ${walks.seed}`
  const stops = [
    ...(walks === undefined && limits.depth !== undefined ? [`depth ${whole(limits.depth)}`] : []),
    ...(limits.states === undefined ? [] : [`${whole(limits.states)} states`]),
    `${((limits.bytes ?? 0) / 1e9).toFixed(1)} GB of memory${flags.memory === undefined ? ' (70 % of what is free)' : ''}`,
  ]
  const [first, ...others] = boundsText(bounds)
  const what =
    flags.from === undefined
      ? `preset ${flags.preset.name}`
      : `from ${flags.from} without its last ${flags.last}`
  const lines = [
    chalk.bold(`core${bug}, ${what}: ${how}`),
    row('cluster', first as string),
    ...others.map((line, place) => row(place === 0 ? 'within' : '', line)),
    row('reduced by', reductionsText(reductions)),
    row('judged by', checked.join(', ')),
    ...(walks === undefined ? [row('stops at', stops.join(', '))] : []),
  ]
  printText(lines.join('\n'), flags.json)
}

/** A line with a label before it. */
export function row(label: string, text: string): string {
  return `  ${label.padEnd(12)}${text}`
}
