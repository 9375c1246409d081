import type { Input } from '../input.ts'
import type { Server } from '../server.ts'
import { step, type Step } from '../step.ts'

/** A step on a server and an input that nobody can change any more; nor can anybody change what it gives. */
export function take(server: Server, input: Input): Step {
  return frozen(step(frozen(server), frozen(input)))
}

/** The server after these inputs, one after the other. */
export function after(server: Server, ...inputs: readonly Input[]): Server {
  return inputs.reduce((before, input) => take(before, input).server, frozen(server))
}

/** Whether an input sets nothing going: no effect, and the very same server. */
export function ignores(server: Server, input: Input): boolean {
  const { server: after, effects } = take(server, input)
  return after === server && effects.length === 0
}

/** The value, frozen with all that it holds. Assigning to any of it throws; but for bytes, which cannot be frozen. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (ArrayBuffer.isView(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
  return value
}
