import { InvalidArgumentError, type Command } from 'commander'

/** Reads a whole number within a range, for an option or an argument. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}.`)
    }
    return number
  }
}

/** Reads a positive number of seconds. */
export function seconds(text: string): number {
  const number = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || number <= 0 || number > 1e6) {
    throw new InvalidArgumentError('expected a number of seconds above 0, at most 1000000.')
  }
  return number
}

/** Reads the name of a picture to be written: its end says what kind. */
export function pictureFile(text: string): string {
  if (/[^/\\]\.(?:svg|html)$/.test(text)) return text
  throw new InvalidArgumentError('expected a file name that ends in .svg or .html.')
}

/** Reads the name of a page to be written. */
export function pageFile(text: string): string {
  if (/[^/\\]\.html?$/.test(text)) return text
  throw new InvalidArgumentError('expected a file name that ends in .html.')
}

/** Seeds fit in 31 bits, as those of fast-check do. */
export const MOST_SEED = 0x7fffffff

/** Adds the options that say how the result is told. */
export function withTellingOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON document on standard output')
    .option('--color', 'colour the text, whatever is looking')
    .option('--no-color', 'do not colour the text')
}
