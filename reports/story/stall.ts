import { AnswerStatus } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { Role } from '../../core/server.ts'
import type { Observation } from '../../harness/observation.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Moment } from './telling/moment.ts'
import { seenOf } from './telling/seen.ts'
import { listText } from './telling/words.ts'

/** How often each server did something that shows what is in the way. */
interface Counts {
  readonly stood: number[]
  readonly asked: number[]
  readonly elected: number[]
  readonly refusedVotes: number[]
  readonly refusedPromises: number[]
  readonly refusedEntries: number[]
  readonly turnedAway: number[]
  readonly snapshots: number[]
}

/** What went on in a calm, and led to nothing: who stood, who was elected, what was refused, and how it ended. */
export function stallText(moments: readonly Moment[], servers: number): string {
  const begun = moments.findIndex(({ action, position }) => position > 0 && action.kind === ActionKind.Calm)
  const calm = begun < 0 ? moments : moments.slice(begun)
  const each = (): number[] => new Array<number>(servers).fill(0)
  const counts: Counts = {
    stood: each(),
    asked: each(),
    elected: each(),
    refusedVotes: each(),
    refusedPromises: each(),
    refusedEntries: each(),
    turnedAway: each(),
    snapshots: each(),
  }
  for (const moment of calm) count(counts, moment)
  const done = [
    ...told(counts.asked, 'sent out PreVotes'),
    ...told(counts.stood, 'stood for election'),
    ...told(counts.elected, 'won an election'),
    ...told(counts.refusedPromises, 'refused to promise a vote'),
    ...told(counts.refusedVotes, 'refused a vote'),
    ...told(counts.refusedEntries, 'refused what a leader sent'),
    ...told(counts.snapshots, 'sent a snapshot'),
    ...clientsText(counts.turnedAway),
  ]
  const went = done.length === 0 ? '' : `In the calm ${done.join('; ')}. `
  return `${went}At the end ${endText(moments, servers)}.`
}

function clientsText(turnedAway: readonly number[]): string[] {
  const times = turnedAway.reduce((sum, one) => sum + one, 0)
  return times < OFTEN ? [] : [`clients were turned away ${times} times`]
}

/** What happened less often is no sign of anything. */
const OFTEN = 3

function count(counts: Counts, { server, before, after, effects }: Moment): void {
  if (server < 0) return
  const bump = (list: number[]): unknown => (list[server] = (list[server] ?? 0) + 1)
  const [was, is] = [seenOf(before), seenOf(after)]
  if (before !== undefined && after !== undefined) {
    if (is.role === Role.Candidate && (was.role !== Role.Candidate || was.currentTerm !== is.currentTerm))
      bump(counts.stood)
    if (is.role === Role.Leader && was.role !== Role.Leader) bump(counts.elected)
  }
  let asks = false
  for (const { message, answer } of effects) {
    if (message?.kind === MessageKind.PreVote) asks = true
    if (message?.kind === MessageKind.Vote && !message.voteGranted) bump(counts.refusedVotes)
    if (message?.kind === MessageKind.PreVoted && !message.voteGranted) bump(counts.refusedPromises)
    if (message?.kind === MessageKind.Appended && !message.success) bump(counts.refusedEntries)
    if (message?.kind === MessageKind.InstallSnapshot) bump(counts.snapshots)
    if (answer != null && answer.status !== AnswerStatus.Done) bump(counts.turnedAway)
  }
  if (asks) bump(counts.asked)
}

/** `S2 and S3 refused a vote 104 and 103 times` */
function told(counts: readonly number[], deed: string): string[] {
  const often = counts.flatMap((times, server) => (times < OFTEN ? [] : [{ times, who: serverName(server) }]))
  if (often.length === 0) return []
  return [
    `${listText(often.map(({ who }) => who))} ${deed} ${listText(often.map(({ times }) => String(times)))} times`,
  ]
}

/** Who leads at the end, and who lags behind the longest log or the highest commitIndex. */
function endText(moments: readonly Moment[], servers: number): string {
  const last = new Array<Observation | undefined>(servers).fill(undefined)
  for (const { server, after } of moments) if (server >= 0) last[server] = after
  const up = last.flatMap((observation, server) =>
    observation === undefined ? [] : [{ server, ...seenOf(observation) }],
  )
  const leaders = up.filter(({ role }) => role === Role.Leader)
  const longest = Math.max(0, ...up.map(({ log }) => log.entries.length))
  const highest = Math.max(0, ...up.map(({ commitIndex }) => commitIndex))
  const behind = up.filter(
    ({ log, commitIndex, role }) =>
      role !== Role.Leader && (log.entries.length < longest || commitIndex < highest),
  )
  const down = last.flatMap((observation, server) => (observation === undefined ? [serverName(server)] : []))
  return listText([
    ...(leaders.length === 0 ? ['nobody leads'] : []),
    ...leaders.map(
      ({ server, currentTerm, log, commitIndex }) =>
        `${serverName(server)} leads term ${currentTerm}, with ${entriesText(log.entries.length)} and commitIndex ${commitIndex}`,
    ),
    ...(down.length === 0 ? [] : [`${listText(down)} ${down.length === 1 ? 'is' : 'are'} down`]),
    ...behind.map(
      ({ server, log, commitIndex }) =>
        `${serverName(server)} has ${entriesText(log.entries.length)} and commitIndex ${commitIndex}`,
    ),
  ])
}

function entriesText(index: number): string {
  return index === 0 ? 'no entries' : `entries up to ${index}`
}
