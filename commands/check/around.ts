import { searchJudges } from '../../checked-model.ts'
import type { Bounds } from '../../harness/explore/world/bounds.ts'
import { mending, playedTo } from '../../harness/explore/world/played-to.ts'
import { durableRecords } from '../../harness/world/disk.ts'
import type { Schedule } from '../../harness/schedule/schedule.ts'
import { ActionKind, type Action } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import type { Seat, World } from '../../harness/world/world.ts'
import { replaySeed, type RunTarget } from '../../run.ts'
import { playFile } from '../play-file.ts'
import { seedIn } from '../seed-in.ts'
import { runTargetOf, targetInstead } from '../target-of.ts'
import { UsageError } from '../usage-error.ts'
import { LEASES_REFUSED } from './features.ts'
import type { CheckFlags } from './options.ts'
import type { Shape } from './shape.ts'

/** Where a search begins that looks around a given run. */
export interface Around {
  readonly subject: RunTarget
  /** What has happened by then. */
  readonly actions: readonly Action[]
  /** The bounds asked for, counted from there. */
  readonly bounds: Bounds
}

/** What comes from the run, so that no option can say it. */
const OF_THE_RUN: readonly (keyof Shape)[] = [
  ...(['servers', 'voters', 'writes', 'reads', 'changes'] as const),
  ...(['membership', 'transfers', 'snapshots', 'disk', 'features'] as const),
]
/** With more servers there are too many ways to name them. */
const MOST_SERVERS = 5

/** Plays a file, or a seed, up to its last actions. */
export async function around(from: string, flags: CheckFlags, asked: Bounds): Promise<Around> {
  const own = OF_THE_RUN.find((name) => flags[name] !== undefined)
  if (own !== undefined)
    throw new UsageError(
      `--${own}: the cluster, and what clients ask, come from ${from}; expected --from without it`,
    )
  const { schedule, subject } = await runOf(from, flags)
  const { cluster } = schedule
  refuseCluster(from, cluster.options)
  const whole = schedule.actions.filter(({ kind }) => kind !== ActionKind.Calm)
  const { last } = flags
  if (last === undefined || last > whole.length)
    throw new UsageError(
      `--from ${from}: expected --last N with it, how many of its ${whole.length} actions are not to be played`,
    )
  const before = whole.slice(0, whole.length - last)
  const { world, broken } = playedTo(subject.target, cluster, before, searchJudges(subject.target).checked)
  if (broken !== undefined)
    throw new UsageError(`--last ${last}: "${broken}" is broken before that; expected a larger number`)
  refuseWorld(from, last, world)
  const { term, entries } = reachedIn(world)
  const bounds = { ...asked, cluster, terms: term + asked.terms, entries: entries + asked.entries }
  return { subject, actions: [...before, ...mending(world)], bounds }
}

async function runOf(from: string, flags: CheckFlags): Promise<{ schedule: Schedule; subject: RunTarget }> {
  const seed = seedIn(from)
  if (seed === undefined) {
    const { schedule, loaded } = await playFile(from, { target: targetInstead(flags) })
    return { schedule, subject: { spec: schedule.target, target: loaded } }
  }
  const subject = await runTargetOf({
    target: flags.target,
    ...(flags.bug === undefined ? {} : { bug: flags.bug }),
  })
  return { schedule: replaySeed(seed, {}, subject).schedule, subject }
}

function refuseCluster(from: string, options: Schedule['cluster']['options']): void {
  const reason = options.leaseReads
    ? LEASES_REFUSED
    : options.registration && options.sessionTimeout > 0
      ? 'a search has no clock: no time goes by in a log, and no session expires; fuzz --features sessions judges it'
      : options.servers > MOST_SERVERS
        ? `a search has up to ${MOST_SERVERS} servers, and there are ${options.servers}`
        : undefined
  if (reason !== undefined) throw new UsageError(`--from ${from}: ${reason}`)
}

/** A search knows no faults that break what Raft takes for granted. */
function refuseWorld(from: string, last: number, { seats, links }: World): void {
  const faults: readonly (readonly [keyof Seat, string])[] = [
    ['gone', 'is lost for good'],
    ['stalled', 'has a disk that has stalled for good'],
    ['wiped', 'has lost what was on its disk'],
    ['deceived', 'has a log that has rotted'],
  ]
  const reasons = seats.flatMap((seat, server) =>
    faults.filter(([fault]) => seat[fault] === true).map(([, words]) => `${serverName(server)} ${words}`),
  )
  if (links.some(({ gone }) => gone)) reasons.push('a link is cut for good')
  if (reasons.length > 0)
    throw new UsageError(
      `--from ${from}: ${reasons[0]} before the last ${last} actions, which no search knows of; expected a larger --last, or another run`,
    )
}

/** The highest term there is, and how many entries the longest log has. */
function reachedIn({ target, cluster, seats }: World): { term: number; entries: number } {
  const seen = seats.map(({ server, files }, id) => {
    const disk = files.map((file) => file.records.slice(0, durableRecords(file)))
    type Disk = Parameters<typeof target.boot>[2]
    return target.observe(server ?? target.boot(id, cluster.options, disk as unknown as Disk).server)
  })
  return {
    term: Math.max(...seen.map(({ currentTerm = 0 }) => currentTerm)),
    entries: Math.max(...seen.map(({ log }) => log?.entries.length ?? 0)),
  }
}
