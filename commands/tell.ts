import type { Violation } from '../harness/violation.ts'
import { monitors, rules } from '../properties/monitors.ts'
import { counted } from '../reports/terminal/numbers.ts'
import type { ToldViolation } from '../reports/terminal/tell-violation.ts'

/** A violation with the sentence of the paper that it breaks and the command that shows it again. */
export function told(violation: Violation, replay: string, seed?: number): ToldViolation {
  const promise = [...monitors, ...rules].find(({ name }) => name === violation.property)?.promise ?? ''
  return { violation, promise, replay, ...(seed === undefined ? {} : { seed }) }
}

/** Prints the one JSON document of a command. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

/** Prints text for people: on standard output, or beside a JSON document on standard error. */
export function printText(text: string, json: boolean | undefined): void {
  textSink(json).write(`${text}\n`)
}

/** Where text for people goes. */
export function textSink(json: boolean | undefined): NodeJS.WriteStream {
  return json === true ? process.stderr : process.stdout
}

/** That a file was played leniently, and how many of its actions were not. */
export function leftOutText(skipped: number): string {
  return `${counted(skipped, 'action')} could not happen and ${skipped === 1 ? 'was' : 'were'} left out`
}
