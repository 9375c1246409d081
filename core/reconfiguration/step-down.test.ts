import { expect, test } from 'vitest'
import { AnswerStatus, Timer } from '../effect.ts'
import type { Input } from '../input.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MembershipKind } from '../options.ts'
import { NOBODY, Role } from '../server.ts'
import { leader, S1, S2, S3, setOf, settledLeader } from '../testing/cluster.ts'
import { configured, entry } from '../testing/entries.ts'
import { after, take } from '../testing/frozen-step.ts'
import { accepts, asks, heartbeatDue, logFlushed, put, reconfigure, timeout } from '../testing/inputs.ts'
import { answers, disarms, sent } from '../testing/outcome.ts'

/** S1 leads S2 and S3 in term 1, and is asked to leave them. */
const options = { membership: MembershipKind.SingleServer }
const request = reconfigure(setOf(S2, S3))
const leaving = after(settledLeader({ options }), asks(request), logFlushed(2, 1))

const hold = (match: number, ...servers: number[]): Input[] =>
  servers.map((from) => accepts({ from, term: 1, match }))

const gone = take(after(leaving, ...hold(2, S2)), hold(2, S3)[0]!)

test('6: while it commits C_new, a leader manages a cluster that does not include itself', () => {
  expect(leaving.role).toBe(Role.Leader)
  const step = take(leaving, asks(put(5)))
  expect(step.server.log.entries.length).toBe(3)
  expect(sent(take(step.server, heartbeatDue), S3)).toMatchObject([
    {
      entries: [
        entry(1, 1),
        configured(2, 1, configurationOf(setOf(S2, S3), 0), request),
        entry(3, 1, put(5)),
      ],
    },
  ])
})

test('6: it replicates log entries, but does not count itself in majorities', () => {
  expect(after(leaving, ...hold(2, S2))).toMatchObject({ commitIndex: 1, role: Role.Leader })
})

test('6: it steps down once it has committed C_new', () => {
  expect(gone.server).toMatchObject({ commitIndex: 2, role: Role.Follower, leader: NOBODY })
  expect(disarms(gone, Timer.Heartbeat)).toBe(true)
})

test('6: who asked for the change is told before', () => {
  expect(answers(gone)).toMatchObject([{ session: 2, status: AnswerStatus.Done }])
})

test('6: after that it begins no election', () => {
  expect(take(gone.server, timeout).server).toBe(gone.server)
})

test('6: a leader that becomes a learner steps down, too', () => {
  const asked = after(settledLeader({ options }), asks(reconfigure(setOf(S2, S3), { learners: setOf(S1) })))
  const { server } = take(after(asked, logFlushed(2, 1), ...hold(2, S2)), hold(2, S3)[0]!)
  expect(server.role).toBe(Role.Follower)
})

test('6: of C_old,new a leader stays in office, whichever of the two leaves it out', () => {
  const joint = { outgoing: setOf(S1, S2, S3), voters: setOf(S2, S3), learners: 0 }
  const elected = leader({ log: [configured(1, 1, joint)] })
  const { server } = take(after(elected, logFlushed(2, 2)), accepts({ from: S2, term: 2, match: 2 }))
  expect(server.role).toBe(Role.Leader)
})
