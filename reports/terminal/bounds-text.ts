import { Operation } from '../../core/command.ts'
import { MembershipKind, type Options } from '../../core/options.ts'
import type { Bounds, Reductions } from '../../harness/explore/world/bounds.ts'
import { serverNames, serverName } from '../../harness/world/names.ts'
import { counted } from './numbers.ts'

/** What may happen within bounds, in words, a line for each kind: the cluster, what clients ask, what happens to it, the edge. */
export function boundsText({ cluster, budgets, terms, entries, messages }: Bounds): readonly string[] {
  const { elections, heartbeats, lapses, crashes, losses, drops, duplicates, retries } = budgets
  const edge = [`terms up to ${terms}`]
  if (entries !== Infinity) edge.push(`logs of at most ${entries === 1 ? '1 entry' : `${entries} entries`}`)
  if (messages !== Infinity) edge.push(`at most ${counted(messages, 'message')} in flight`)
  const kinds: readonly (readonly [times: number, one: string, many: string])[] = [
    [elections, 'election timeout', 'election timeouts'],
    [heartbeats, 'heartbeat timeout', 'heartbeat timeouts'],
    [lapses, 'other timeout', 'other timeouts'],
    [crashes, 'crash', 'crashes'],
    [losses, 'lost or torn write', 'lost or torn writes'],
    [duplicates, 'message that arrives again', 'messages that arrive again'],
    [retries, 'repeated request', 'repeated requests'],
    [messages === Infinity ? Infinity : drops, 'lost message', 'lost messages and partitions'],
  ]
  const some = kinds.filter(([times]) => times > 0)
  const none = kinds.filter(([times]) => times === 0).map(([, , many]) => many)
  const happens = some.map(([times, one, many]) =>
    times === Infinity ? `any ${many}` : `${times === 1 ? `1 ${one}` : `${times} ${many}`} at the most`,
  )
  return [
    clusterText(cluster.options, cluster.synchronousDisk),
    `${edge.join(', ')}; clients ${askedText(cluster.operations)}`,
    `with ${happens.join(', ')}`,
    ...(none.length === 0 ? [] : [`without ${none.join(', ')}`]),
  ]
}

/** Which reductions are on, in words. */
export function reductionsText({ symmetry, deadVariables, deadMessages, partialOrder }: Reductions): string {
  const on = [
    ...(symmetry ? ['symmetry'] : []),
    ...(deadVariables ? ['dead variables'] : []),
    ...(deadMessages ? ['dead messages'] : []),
    ...(partialOrder ? ['partial order'] : []),
  ]
  return on.length === 0 ? 'none' : on.join(', ')
}

function clusterText(options: Options, isSynchronous: boolean): string {
  const { servers, voters, snapshotThreshold, membership } = options
  const parts = [counted(servers, 'server')]
  if (voters !== (1 << servers) - 1) parts.push(`members ${serverNames(voters)} at first`)
  if (membership === MembershipKind.SingleServer) parts.push('changes of one member at a time')
  if (snapshotThreshold > 0)
    parts.push(`a snapshot after ${snapshotThreshold === 1 ? 'every entry' : `${snapshotThreshold} entries`}`)
  parts.push(...FEATURES.filter(([, has]) => has(options)).map(([name]) => name))
  parts.push(isSynchronous ? 'synchronous disks' : 'disks that flush when they will')
  return parts.join(', ')
}

const FEATURES: readonly (readonly [string, (options: Options) => boolean])[] = [
  ['PreVote', ({ preVote }) => preVote],
  ['CheckQuorum', ({ checkQuorum }) => checkQuorum],
  ['stickiness', ({ stickiness }) => stickiness],
  ['sessions registered', ({ registration }) => registration],
  ['reads on followers', ({ followerReads }) => followerReads],
  ['pipelining', ({ maxInFlight }) => maxInFlight > 0],
  ['queued proposals', ({ maxQueued }) => maxQueued > 0],
  ['pages to apply', ({ applyPage }) => applyPage > 0],
  ['journals in segments', ({ segmentRecords }) => segmentRecords > 0],
  ['machines on disk', ({ persistentMachine }) => persistentMachine],
]

function askedText(operations: Bounds['cluster']['operations']): string {
  const all = operations.flat()
  if (all.length === 0) return 'ask nothing'
  const writes = all.filter(({ operation }) => operation === Operation.Write).length
  const reads = all.filter(({ operation }) => operation === Operation.Read).length
  const parts = [
    ...(writes > 0 ? [counted(writes, 'write')] : []),
    ...(reads > 0 ? [counted(reads, 'read')] : []),
    ...all.flatMap(({ operation, value, expected }) => {
      if (operation === Operation.TransferLeadership) return [`that ${serverName(value)} lead`]
      if (operation !== Operation.Reconfigure) return []
      return [`members ${serverNames(value)}${expected === 0 ? '' : `, learners ${serverNames(expected)}`}`]
    }),
  ]
  return `ask for ${parts.join('; ')}`
}
