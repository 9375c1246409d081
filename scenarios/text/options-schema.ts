import { z } from 'zod'
import { MachineKind, type Options } from '../../core/options.ts'

/** What people call a machine. */
export const MACHINE_NAMES = ['key-value', 'append-list'] as const satisfies { [M in MachineKind]: string }

/**
 * Each option as text, both ways: `decode` reads what a file or a command line says, `encode` writes it. The
 * description says, to people, what is taken.
 */
export const optionTexts = {
  servers: wholeNumber(1, 7),
  electionTimeoutLeast: wholeNumber(1_000, 10_000_000),
  electionTimeoutMost: wholeNumber(1_000, 10_000_000),
  heartbeatInterval: wholeNumber(100, 10_000_000),
  maxEntriesPerAppend: wholeNumber(1, 1024),
  emptyProbes: trueOrFalse(),
  batching: trueOrFalse(),
  machine: z
    .codec(z.enum(MACHINE_NAMES), z.enum(MachineKind), {
      decode: (name) => MACHINE_NAMES.indexOf(name) as MachineKind,
      encode: (kind) => MACHINE_NAMES[kind],
    })
    .describe(MACHINE_NAMES.join(' or ')),
} satisfies { [O in keyof Options]: z.ZodType<Options[O], string> }

/** Options that came from outside, as values: checks each of them, and that they go together. */
export const optionsSchema = z
  .strictObject({
    servers: optionTexts.servers.out,
    electionTimeoutLeast: optionTexts.electionTimeoutLeast.out,
    electionTimeoutMost: optionTexts.electionTimeoutMost.out,
    heartbeatInterval: optionTexts.heartbeatInterval.out,
    maxEntriesPerAppend: optionTexts.maxEntriesPerAppend.out,
    emptyProbes: optionTexts.emptyProbes.out,
    batching: optionTexts.batching.out,
    machine: optionTexts.machine.out,
  })
  .refine((options) => options.electionTimeoutMost >= options.electionTimeoutLeast, {
    error: 'electionTimeoutMost is less than electionTimeoutLeast',
    path: ['electionTimeoutMost'],
  }) satisfies z.ZodType<Options>

function wholeNumber(least: number, most: number): z.ZodCodec<z.ZodString, z.ZodInt> {
  const digits = z.string().regex(/^(?:0|[1-9]\d{0,8})$/u)
  return z
    .codec(digits, z.int().min(least).max(most), { decode: Number, encode: String })
    .describe(`a whole number from ${least} to ${most}`)
}

function trueOrFalse(): z.ZodCodec<z.ZodEnum<{ true: 'true'; false: 'false' }>, z.ZodBoolean> {
  return z
    .codec(z.enum(['true', 'false']), z.boolean(), {
      decode: (word) => word === 'true',
      encode: (flag) => (flag ? 'true' : 'false'),
    })
    .describe('true or false')
}
