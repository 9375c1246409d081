import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Input } from '../input.ts'
import { MessageKind } from '../message.ts'
import { S2, S3, settledLeader } from '../testing/cluster.ts'
import { take } from '../testing/frozen-step.ts'
import { accepts, asks, at, get, heartbeatDue, wantsIndex } from '../testing/inputs.ts'
import { answers, sent } from '../testing/outcome.ts'

/** What happens to a leader of three: after some microseconds, one of these; an answer may be to any round so far. */
interface Move {
  readonly after: number
  readonly kind: 'read' | 'question' | 'heartbeat' | 'answer'
  readonly pick: number
}

const moves = fc.array(
  fc.record<Move>({
    after: fc.oneof(fc.nat(10_000), fc.nat(200_000)),
    kind: fc.constantFrom('read', 'read', 'question', 'heartbeat', 'answer', 'answer', 'answer'),
    pick: fc.nat(255),
  }),
  { maxLength: 80, size: 'max' },
)
const options = fc.record({ batchReads: fc.boolean(), leaseReads: fc.boolean() })
const LEASE = 122_727

/** A moment: how many moves had been made, and what the clock read. */
interface Moment {
  readonly order: number
  readonly clock: number
}

test('6.4, 6.4.1: who reads is served by an answered round begun since, or by one sent less than a lease before', () => {
  let served = 0
  const property = fc.property(options, moves, (chosen, made) => {
    let server = settledLeader({ options: chosen })
    let clock = 1_000_000
    const began = new Map<number, Moment>()
    const came = new Map<number, Moment>()
    let newest: Moment | undefined
    made.forEach(({ after, kind, pick }, order) => {
      clock += after
      const round = server.round - ((pick >> 1) % (server.round + 1))
      const inputs: Record<Move['kind'], Input> = {
        read: asks(get(order + 1)),
        question: wantsIndex({ from: S3, term: 1, read: get(order + 1) }),
        heartbeat: heartbeatDue,
        answer: accepts({ from: pick & 1 ? S2 : S3, term: 1, match: 1, round }),
      }
      if (kind === 'read' || kind === 'question') came.set(order + 1, { order, clock })
      const begun = kind === 'answer' ? began.get(round) : undefined
      if (begun !== undefined && begun.order > (newest?.order ?? -1)) newest = begun
      const step = take(server, at(clock, inputs[kind]))
      server = step.server
      for (const message of sent(step))
        if (message.kind === MessageKind.AppendEntries && !began.has(message.round))
          began.set(message.round, { order, clock })
      const told = sent(step).flatMap((message) =>
        message.kind === MessageKind.ReadIndex ? [message.command.serial] : [],
      )
      for (const serial of [...answers(step).map((answer) => answer.serial), ...told]) {
        const read = came.get(serial) as Moment
        const since = newest !== undefined && newest.order >= read.order
        const leased = newest !== undefined && read.clock - newest.clock < LEASE
        expect(since || (chosen.leaseReads && leased)).toBe(true)
        served++
      }
    })
  })
  fc.assert(property, { numRuns: 300 })
  expect(served).toBeGreaterThan(1000)
})
