import fc, { type Arbitrary } from 'fast-check'
import { Operation, type Command } from '../../../core/command.ts'
import { EntryKind } from '../../../core/log/entry.ts'
import { MachineKind, type Options } from '../../../core/options.ts'
import type { Role } from '../../../core/server.ts'
import type { TargetSpec } from '../../../harness/targets/target.ts'
import { action, ACTION_KINDS, ActionKind, type Action } from '../../../harness/world/action.ts'
import type { Cluster, Given } from '../../../harness/world/cluster.ts'
import type { Expectation } from '../expectation.ts'
import type { Line, Remark, Scenario } from '../scenario.ts'
import { headerParts } from '../write-header.ts'

const MOST = 2 ** 31 - 1

const upTo = (most: number): Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 0, max: Math.min(most, 9) }), fc.integer({ min: 0, max: most }))
const words = fc
  .array(fc.stringMatching(/^[!-~→·é]{1,8}$/u), { minLength: 1, maxLength: 4 })
  .map((some) => some.join(' '))
const comments = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^ {0,3}#[ -~\t↔·é]{0,20}$/u).map((text) => text.trimEnd()),
)

const anyOptions: Arbitrary<Options> = fc.record({
  servers: fc.integer({ min: 1, max: 7 }),
  electionTimeoutLeast: fc.constantFrom(1_000, 150_000, 299_999),
  electionTimeoutMost: fc.constantFrom(300_000, 10_000_000),
  heartbeatInterval: fc.constantFrom(50_000, 100, 10_000_000),
  maxEntriesPerAppend: fc.constantFrom(8, 1, 1024),
  emptyProbes: fc.boolean(),
  batching: fc.boolean(),
  machine: fc.constantFrom(MachineKind.KeyValue, MachineKind.AppendList),
})

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

function anyCommand(
  machine: MachineKind,
): Arbitrary<Pick<Command, 'operation' | 'key' | 'value' | 'expected'>> {
  const key = upTo(1022)
  const value = upTo(MOST)
  const read = fc.record({
    operation: fc.constant(Operation.Read),
    key,
    value: fc.constant(0),
    expected: fc.constant(0),
  })
  const append = fc.record({ operation: fc.constant(Operation.Append), key, value, expected: fc.constant(0) })
  const write = fc.record({ operation: fc.constant(Operation.Write), key, value, expected: fc.constant(0) })
  const swap = fc.record({ operation: fc.constant(Operation.Swap), key, value, expected: value })
  return machine === MachineKind.AppendList ? fc.oneof(read, append) : fc.oneof(read, write, swap)
}

function anyOperations(machine: MachineKind): Arbitrary<Command[][]> {
  const session = fc.array(anyCommand(machine), { maxLength: 3 })
  return fc.array(session, { maxLength: 4 }).map((sessions) => {
    while (sessions.at(-1)?.length === 0) sessions.pop()
    return sessions.map((commands, session) =>
      commands.map((command, place) => ({ session, serial: place + 1, ...command })),
    )
  })
}

function anyGiven(servers: number): Arbitrary<Given[]> {
  const one = fc
    .record({
      votedFor: fc.integer({ min: -1, max: servers - 1 }),
      terms: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
      above: upTo(5),
    })
    .map(({ votedFor, terms, above }) => {
      const log = terms
        .sort((a, b) => a - b)
        .map((term, place) => ({ index: place + 1, term, kind: EntryKind.NoOp, command: null }))
      return { currentTerm: (log.at(-1)?.term ?? 0) + above, votedFor, log }
    })
  const each = fc.array(fc.option(one), { minLength: servers, maxLength: servers })
  return each.map((some) => some.flatMap((given, server) => (given === null ? [] : [{ server, ...given }])))
}

function anyAction({ options, operations }: Cluster): Arbitrary<Action> {
  const server = fc.integer({ min: 0, max: options.servers - 1 })
  const set = fc.integer({ min: 1, max: (1 << options.servers) - 1 })
  const listed = operations.flat()
  const drawn = fc.record({
    kind: fc.integer({ min: 0, max: ACTION_KINDS - 1 }) as Arbitrary<ActionKind>,
    at: fc.oneof(fc.constant(-1), upTo(999_999_999_999)),
    server,
    peer: server,
    set,
    other: set,
    topic: fc.integer({ min: 0, max: 3 }),
    term: upTo(MOST),
    turn: upTo(MOST),
    value: upTo(9),
    operation: fc.constantFrom(...(listed.length === 0 ? [undefined] : listed)),
  })
  return drawn.map(({ kind, at, server, peer, set, other, topic, term, turn, value, operation }) => {
    const crash = action(ActionKind.Crash, at, server, 0, 0, 0, 0, 0)
    const session = operation?.session ?? -1
    const serial = operation?.serial ?? 0
    switch (kind) {
      case ActionKind.Deliver:
      case ActionKind.Duplicate:
      case ActionKind.Drop:
        return server === peer ? crash : action(kind, at, server, peer, topic, term, turn, 0)
      case ActionKind.Timer:
        return action(kind, at, server, 0, topic & 1, 0, 0, 0)
      case ActionKind.Flush:
      case ActionKind.Lose:
      case ActionKind.Tear:
        return action(kind, at, server, 0, topic & 1, 0, turn, kind === ActionKind.Tear ? value : 0)
      case ActionKind.Crash:
      case ActionKind.Restart:
        return action(kind, at, server, 0, 0, 0, 0, 0)
      case ActionKind.Cut:
      case ActionKind.Mend:
        return set === other ? crash : action(kind, at, set, other, 0, 0, 0, value & 1)
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
  ]
}

function anyExpectation({ options, operations }: Cluster, violated: boolean): Arbitrary<Expectation> {
  const server = fc.integer({ min: 0, max: options.servers - 1 })
  const terms = fc.array(fc.integer({ min: 1, max: MOST }), { maxLength: 4 })
  const listed = operations.flat().map(({ session, serial }) => ({ session, serial }))
  const sets = [
    0,
    ...Array.from({ length: 1 << options.servers }, (_, set) => set).filter((set) => (set & (set - 1)) !== 0),
  ]
  return fc.oneof(
    fc.record({
      kind: fc.constant('role' as const),
      server,
      role: fc.integer({ min: 0, max: 2 }) as Arbitrary<Role>,
      term: upTo(MOST),
    }),
    fc.record({ kind: fc.constant('down' as const), server }),
    fc.record({ kind: fc.constant('log' as const), server, terms }),
    fc.record({
      kind: fc.constantFrom('term' as const, 'commit' as const, 'applied' as const),
      server,
      count: upTo(MOST),
    }),
    fc.record({
      kind: fc.constant('voted' as const),
      server,
      peer: fc.integer({ min: -1, max: options.servers - 1 }),
    }),
    fc.record({ kind: fc.constant('equal logs' as const), servers: fc.constantFrom(...sets) }),
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

const anyCluster: Arbitrary<Cluster> = anyOptions.chain((options) =>
  fc.record({
    options: fc.constant(options),
    synchronousDisk: fc.boolean(),
    operations: anyOperations(options.machine),
    given: anyGiven(options.servers),
  }),
)

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
