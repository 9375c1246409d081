import { InvalidArgumentError } from 'commander'
import { MOST_OF_A_BUDGET, type Reductions } from '../../harness/explore/world/bounds.ts'
import { nearest } from '../../scenarios/text/nearest.ts'
import { PRESETS, type Preset } from './presets.ts'

/** What a reduction is called in options. */
export const REDUCTION_NAMES = {
  symmetry: 'symmetry',
  'dead-variables': 'deadVariables',
  'dead-messages': 'deadMessages',
  'partial-order': 'partialOrder',
} as const satisfies Readonly<Record<string, keyof Reductions>>

/** Reads how often something may happen: a number that a state can hold, or `free`. */
export function budget(text: string): number {
  return boundUpTo(0, MOST_OF_A_BUDGET)(text)
}

/** Reads a bound: a whole number within a range, or `free`. */
export function boundUpTo(least: number, most: number): (text: string) => number {
  return (text) => {
    if (text === 'free') return Infinity
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}, or free.`)
  }
}

/** Reads an amount of memory in GB, as bytes. */
export function gigabytes(text: string): number {
  const number = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && number >= 0.1 && number <= 10_000) return number * 1e9
  throw new InvalidArgumentError('expected a number of gigabytes from 0.1 to 10000.')
}

/** Reads the names of reductions that are to be off, between commas, or `none`. */
export function reductionsOff(text: string): readonly (keyof Reductions)[] {
  if (text === 'none') return []
  return text.split(',').map((name) => {
    if (Object.hasOwn(REDUCTION_NAMES, name)) return REDUCTION_NAMES[name as keyof typeof REDUCTION_NAMES]
    throw new InvalidArgumentError(
      `"${name}" is none; expected none, or some of ${Object.keys(REDUCTION_NAMES).join(',')}.`,
    )
  })
}

/** Reads the name of a preset. */
export function presetNamed(text: string): Preset {
  const preset = PRESETS.find(({ name }) => name === text)
  if (preset !== undefined) return preset
  const names = PRESETS.map(({ name }) => name)
  const near = nearest(text, names)
  throw new InvalidArgumentError(
    `there is no preset "${text}"${near === undefined ? '' : ` (did you mean ${near}?)`}; expected one of ${names.join(', ')}.`,
  )
}
