import type { Mutable, Server } from '../server.ts'
import { writtenUpTo } from './written.ts'

/** The log loses what follows `index`: nothing of that is durable any more, until what is written from now on is. */
export function noteCut(server: Mutable<Server>, index: number): void {
  const { last, durable } = server.written
  server.durableIndex = Math.min(server.durableIndex, index)
  server.written = writtenUpTo(last, durable, last)
}
