import type { z } from 'zod'
import type { Options } from '../../core/options.ts'
import { quoted } from './characters.ts'
import { refuse, takeEnd, takeOneOf, takeThe, takeWord, type Cursor } from './cursor.ts'
import { optionTexts } from './options-schema.ts'

type Name = Exclude<keyof Options, 'servers'>

/** What an `option` line can name, in the order they are written. */
export const OPTION_NAMES = Object.keys(optionTexts).filter((name) => name !== 'servers') as Name[]

/** Reads `servers 5`. */
export function readServers(cursor: Cursor): number {
  takeThe(cursor, 'servers')
  return takeValue(cursor, 'servers') as number
}

/** Reads `option heartbeatInterval 50000`. */
export function readOption(cursor: Cursor): Partial<Options> {
  takeThe(cursor, 'option')
  const name = OPTION_NAMES[takeOneOf(cursor, OPTION_NAMES, 'option')] as Name
  return { [name]: takeValue(cursor, name) }
}

/** The line of an option. */
export function optionText(name: Name, options: Options): string {
  return `option ${name} ${codecOf(name).encode(options[name])}`
}

function takeValue(cursor: Cursor, name: keyof Options): Options[keyof Options] {
  const codec = codecOf(name)
  const expected = codec.description ?? 'a value'
  const word = takeWord(cursor, expected)
  const read = codec.safeDecode(word)
  if (!read.success) return refuse(cursor, `${quoted(word)} is no value of ${name}`, expected)
  takeEnd(cursor)
  return read.data
}

function codecOf(name: keyof Options): z.ZodType<Options[keyof Options], string> {
  return optionTexts[name] as z.ZodType<Options[keyof Options], string>
}
