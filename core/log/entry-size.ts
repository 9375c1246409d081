import type { Command } from '../command.ts'
import type { Configuration } from '../membership/configuration.ts'
import type { Entry } from './entry.ts'

/**
 * The bytes of an entry in its canonical form: its kind, its term, its time, and the numbers of its command and its configuration
 * where it has one, each written as in a snapshot, seven bits a byte. Its index is not among them: it follows from
 * where the entry stands.
 */
export function entrySize({ kind, term, command, configuration, time }: Entry): number {
  let size = numberSize(kind) + numberSize(term) + numberSize(time)
  if (command !== null) size += commandSize(command)
  if (configuration !== null) size += configurationSize(configuration)
  return size
}

function commandSize({ session, serial, registration, operation, key, value, expected }: Command): number {
  return (
    numberSize(session) +
    numberSize(serial) +
    numberSize(registration) +
    numberSize(operation) +
    numberSize(key) +
    numberSize(value) +
    numberSize(expected)
  )
}

function configurationSize({ voters, outgoing, learners }: Configuration): number {
  return numberSize(voters) + numberSize(outgoing) + numberSize(learners)
}

/** A number's sign is its lowest bit. */
function numberSize(number: number): number {
  const bits = 32 - Math.clz32((number << 1) ^ (number >> 31))
  return bits <= 7 ? 1 : Math.ceil(bits / 7)
}
