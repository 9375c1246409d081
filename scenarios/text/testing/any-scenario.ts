import fc, { type Arbitrary } from 'fast-check'
import type { Command } from '../../../core/command.ts'
import { Role } from '../../../core/server.ts'
import type { TargetSpec } from '../../../harness/targets/target.ts'
import { action, ActionKind, FOR_GOOD, type Action } from '../../../harness/world/action.ts'
import type { Cluster } from '../../../harness/world/cluster.ts'
import { FILE_NAMES, MESSAGE_NAMES, TIMER_NAMES } from '../../../harness/world/names.ts'
import type { Expectation } from '../expectation.ts'
import type { Line, Remark, Scenario } from '../scenario.ts'
import { headerParts } from '../write-header.ts'
import { anyCluster, anyMembers, upTo } from './any-cluster.ts'

const MOST = 2 ** 31 - 1

const words = fc
  .array(fc.stringMatching(/^[!-~→·é]{1,8}$/u), { minLength: 1, maxLength: 4 })
  .map((some) => some.join(' '))
const comments = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^ {0,3}#[ -~\t↔·é]{0,20}$/u).map((text) => text.trimEnd()),
)

const anyTarget: Arbitrary<TargetSpec> = fc.oneof(
  fc.constant({ kind: 'core' as const }),
  fc.record({
    kind: fc.constant('core' as const),
    patch: fc.record({
      name: words,
      text: fc.oneof(fc.string(), fc.stringMatching(/^[-+ @|a#\r\n\t\0]*$/u)),
    }),
  }),
)

function anyAction({ options, operations }: Cluster): Arbitrary<Action> {
  const server = fc.integer({ min: 0, max: options.servers - 1 })
  const set = fc.integer({ min: 1, max: (1 << options.servers) - 1 })
  const listed = operations.flat()
  const drawn = fc.record({
    kind: fc.constantFrom(...Object.values(ActionKind)),
    at: fc.oneof(fc.constant(-1), upTo(999_999_999_999)),
    server,
    peer: server,
    set,
    other: set,
    topic: fc.nat(MESSAGE_NAMES.length - 1),
    term: upTo(MOST),
    turn: upTo(MOST),
    value: upTo(9),
    operation: fc.constantFrom(...(listed.length === 0 ? [undefined] : listed)),
  })
  return drawn.map(({ kind, at, server, peer, set, other, topic, term, turn, value, operation }) => {
    const crash = action(ActionKind.Crash, at, server, 0, 0, 0, 0, 0)
    const session = operation?.session ?? -1
    // Each client may also register.
    const serial = value === 0 ? 0 : (operation?.serial ?? 0)
    switch (kind) {
      case ActionKind.Deliver:
      case ActionKind.Duplicate:
      case ActionKind.Drop:
        return server === peer ? crash : action(kind, at, server, peer, topic, term, turn, 0)
      case ActionKind.Timer:
        return action(kind, at, server, 0, topic % TIMER_NAMES.length, 0, 0, 0)
      case ActionKind.Flush:
      case ActionKind.Lose:
      case ActionKind.Tear:
      case ActionKind.Fail:
      case ActionKind.Rot:
        return action(
          kind,
          at,
          server,
          0,
          topic % FILE_NAMES.length,
          0,
          turn,
          kind === ActionKind.Tear ? value : 0,
        )
      case ActionKind.Remove:
        return action(kind, at, server, 0, topic % FILE_NAMES.length, 0, turn, 0)
      case ActionKind.Crash:
        return action(kind, at, server, 0, 0, 0, 0, value & 1)
      case ActionKind.Jump:
        return action(kind, at, server, 0, 0, 0, turn > 0 && (value & 1) === 1 ? -turn : turn, 0)
      case ActionKind.Calm:
        return action(kind, at, 0, 0, 0, 0, 0, 30 + value)
      case ActionKind.Stall:
      case ActionKind.Wipe:
      case ActionKind.Restart:
      case ActionKind.Restore:
      case ActionKind.Apply:
        return action(kind, at, server, 0, 0, 0, 0, 0)
      case ActionKind.Cut:
      case ActionKind.Mend:
        if (set === other) return crash
        return action(kind, at, set, other, 0, 0, 0, value & (kind === ActionKind.Cut ? 1 | FOR_GOOD : 1))
      default:
        if (session < 0) return crash
        if (kind === ActionKind.Abandon) return action(kind, at, 0, session, 0, serial, 0, 0)
        return action(kind, at, server, session, 0, serial, kind === ActionKind.Ask ? 0 : turn, 0)
    }
  })
}

function anyAnswer(listed: readonly Pick<Command, 'session' | 'serial'>[]): Arbitrary<Expectation>[] {
  const name = fc.constantFrom(...listed)
  const value = fc.oneof(upTo(MOST), fc.array(upTo(MOST), { maxLength: 3 }))
  return [
    fc.tuple(name, value).map(([named, told]) => ({ kind: 'answered', ...named, value: told })),
    name.map((named) => ({ kind: 'unanswered', ...named })),
    ...(['refused', 'failed', 'unknown', 'expired'] as const).map((kind) =>
      name.map((named) => ({ kind, ...named })),
    ),
  ]
}

function anyExpectation({ options, operations }: Cluster, violated: boolean): Arbitrary<Expectation> {
  const server = fc.integer({ min: 0, max: options.servers - 1 })
  const terms = fc.array(fc.integer({ min: 1, max: MOST }), { maxLength: 4 })
  const listed = operations
    .flat()
    .map(({ session, serial }) => ({ session, serial: serial === 3 ? 0 : serial }))
  const sets = [
    0,
    ...Array.from({ length: 1 << options.servers }, (_, set) => set).filter((set) => (set & (set - 1)) !== 0),
  ]
  return fc.oneof(
    fc.record({
      kind: fc.constant('role' as const),
      server,
      role: fc.constantFrom(...Object.values(Role)),
      term: upTo(MOST),
    }),
    fc.record({ kind: fc.constant('down' as const), server }),
    fc.record({ kind: fc.constant('log' as const), server, terms }),
    fc.record({
      kind: fc.constantFrom('term' as const, 'commit' as const, 'applied' as const, 'base' as const),
      server,
      count: upTo(MOST),
    }),
    fc.record({
      kind: fc.constant('voted' as const),
      server,
      peer: fc.integer({ min: -1, max: options.servers - 1 }),
    }),
    fc.record({ kind: fc.constant('snapshot' as const), server, index: upTo(MOST) }),
    fc.record({
      kind: fc.constant('voters' as const),
      server,
      configuration: anyMembers(options.servers),
    }),
    fc.record({ kind: fc.constant('equal logs' as const), servers: fc.constantFrom(...sets) }),
    fc.record({ kind: fc.constantFrom('situation' as const, 'no situation' as const), name: words }),
    violated
      ? fc.record({ kind: fc.constant('violation' as const), property: words })
      : fc.constant({ kind: 'no violation' as const }),
    ...(listed.length === 0 ? [] : anyAnswer(listed)),
  )
}

function anyLine(cluster: Cluster, violated: boolean): Arbitrary<Line> {
  return fc.oneof(
    comments.map((text) => ({ kind: 'comment' as const, number: 0, text })),
    anyAction(cluster).map((action) => ({ kind: 'action' as const, number: 0, action })),
    anyExpectation(cluster, violated).map((expectation) => ({
      kind: 'expectation' as const,
      number: 0,
      expectation,
    })),
  )
}

/** Scenarios with everything that scenario text can say; most of them tell a story that cannot happen. */
export const anyScenario: Arbitrary<Scenario> = fc
  .tuple(anyCluster, fc.oneof(fc.constant(''), words), anyTarget, fc.boolean())
  .chain(([cluster, title, target, violated]) => {
    const parts = headerParts({ title, target, cluster }).length
    const remark: Arbitrary<Remark> = fc.record({
      text: comments,
      above: fc.integer({ min: 0, max: parts - 1 }),
    })
    const remarks = fc.array(remark, { maxLength: 3 }).map((some) => some.sort((a, b) => a.above - b.above))
    return fc.record({
      file: fc.constant('any.scenario'),
      title: fc.constant(title),
      target: fc.constant(target),
      cluster: fc.constant(cluster),
      remarks,
      lines: fc.array(anyLine(cluster, violated), { maxLength: 12 }),
    })
  })
