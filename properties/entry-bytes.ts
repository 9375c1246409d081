import type { Entry } from '../core/log/entry.ts'

/**
 * How many bytes the numbers of an entry take at seven bits each, signs included: what limits on the size of messages
 * count by. Its index is not among them.
 */
export function entryBytes({ kind, term, time, command, configuration }: Entry): number {
  let bytes = numberBytes(kind) + numberBytes(term) + numberBytes(time)
  if (command !== null) {
    const { session, serial, registration, operation, key, value, expected } = command
    bytes += numberBytes(session) + numberBytes(serial) + numberBytes(registration) + numberBytes(operation)
    bytes += numberBytes(key) + numberBytes(value) + numberBytes(expected)
  }
  if (configuration !== null) {
    const { voters, outgoing, learners } = configuration
    bytes += numberBytes(voters) + numberBytes(outgoing) + numberBytes(learners)
  }
  return bytes
}

/** One more for each time that a number, of which half of the values are negative, does not fit. */
function numberBytes(number: number): number {
  let bytes = 1
  for (let most = 64; number >= most || number < -most; most *= 128) bytes++
  return bytes
}
