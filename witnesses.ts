import { FaultKind } from './harness/plan/fault-kind.ts'
import type { PlanOptions } from './harness/plan/plans.ts'

/** What tells a fault from its absence: a situation, a bug of the zoo, or a property that the fault breaks, by name. */
export type Evidence = { readonly situation: string } | { readonly bug: string } | { readonly breaks: string }

/**
 * That a fault makes a difference: of the first few seeds, with the fault and those beside it, some come to what is named
 * here; with those beside it alone, none does.
 */
export interface Witness {
  readonly fault: FaultKind
  readonly seenBy: Evidence
  readonly seeds: number
  /** Faults that are on in both settings. */
  readonly beside: readonly FaultKind[]
  /** What else is fixed in both. */
  readonly plan: Pick<PlanOptions, 'features' | 'servers' | 'storm'>
}

type Rest = Partial<Pick<Witness, 'seeds' | 'beside'>> & Witness['plan']

const { Crash, CrashLeader, IsolateLeader, SlowDisk, LostWrites, MembershipChanges } = FaultKind
const CRASHES = [Crash, CrashLeader, SlowDisk]

/** One witness a fault. */
export const WITNESSES: readonly Witness[] = [
  reached(FaultKind.Loss, 'back-to-probing', { features: ['pipelining'] }),
  reached(FaultKind.Duplication, 'late-append', { features: ['pipelining'] }),
  reached(FaultKind.Slowness, 'late-vote'),
  reached(FaultKind.Split, 'lease-read-while-cut-off', { servers: 5, features: ['leases'] }),
  reached(FaultKind.OneWay, 'lease-read-while-cut-off', { servers: 5, features: ['leases'] }),
  reached(FaultKind.Bridge, 'read-lost-with-the-reign', { servers: 5 }),
  reached(FaultKind.IsolateLeader, 'two-leaders'),
  reached(FaultKind.Crash, 'whole-cluster-down'),
  reached(FaultKind.CrashLeader, 'elected-by-the-last-vote'),
  reached(FaultKind.FailedWrite, 'stops-while-leading'),
  reached(FaultKind.Rot, 'refuses-to-start'),
  reached(FaultKind.FadingLeader, 'read-lost-with-the-reign'),
  reached(FaultKind.Isolate, 'read-lost-with-the-reign', { servers: 5 }),
  reached(FaultKind.Flapping, 'leader-meets-its-successor', { servers: 5 }),
  reached(FaultKind.BoundedQueue, 'back-to-probing', { features: ['pipelining'] }),
  reached(FaultKind.Clog, 'late-vote', { servers: 5 }),
  reached(FaultKind.CrashLoop, 'whole-cluster-down'),
  reached(FaultKind.Pause, 'pre-vote-denied-for-a-leader'),
  reached(FaultKind.InterruptedStep, 'figure-8-kept'),
  reached(FaultKind.SlowServer, 'append-from-the-deposed', { servers: 5, features: ['leases'] }),
  reached(FaultKind.DownForGood, 'elected-by-the-last-vote'),
  reached(FaultKind.SlowDisk, 'late-vote'),
  found(FaultKind.StalledDisk, 'V-LV9', { beside: [FaultKind.Transfers] }),
  found(FaultKind.FailedFlush, 'V-D7', { seeds: 10 }),
  reached(FaultKind.CrashInSnapshot, 'crash-before-restore', { servers: 5, features: ['snapshots'] }),
  reached(FaultKind.ReplacedDisk, 'learner-promoted'),
  broken(FaultKind.WipedDisk, 'monotonic terms and indices', { seeds: 20 }),
  broken(FaultKind.ClockJump, 'no leader beside a lease', {
    seeds: 20,
    beside: [IsolateLeader],
    servers: 3,
    features: ['leases', 'clocks'],
  }),
  reached(FaultKind.UniformDelay, 'append-from-the-deposed', { servers: 5, features: ['leases'] }),
  reached(FaultKind.HeavyDelay, 'append-from-the-deposed', { features: ['pipelining'] }),
  reached(FaultKind.Reordering, 'overtaken-append', { features: ['pipelining'] }),
  reached(FaultKind.LostWrites, 'vote-lost-in-crash', { beside: CRASHES, features: ['pipelining'] }),
  reached(FaultKind.TornWrites, 'torn-batch', {
    seeds: 150,
    beside: [...CRASHES, FaultKind.CrashLoop],
    servers: 5,
    features: ['queued-proposals', 'pipelining'],
  }),
  reached(FaultKind.ReorderedWrites, 'hole-in-the-journal', {
    seeds: 100,
    beside: [...CRASHES, LostWrites],
    features: ['pipelining'],
  }),
  reached(FaultKind.SlowSnapshots, 'append-from-the-deposed', { servers: 5, features: ['snapshots'] }),
  reached(FaultKind.NeedlessRequests, 'same-change-twice', { beside: [MembershipChanges] }),
  reached(FaultKind.RemovedServers, 'pre-candidate-yields', { beside: [MembershipChanges], servers: 5 }),
  reached(FaultKind.Impatience, 'registered-twice', { features: ['sessions'] }),
  reached(FaultKind.RetriesElsewhere, 'follower-has-what-it-is-asked', {
    beside: [FaultKind.Impatience],
    servers: 5,
    features: ['sessions'],
  }),
  reached(FaultKind.HedgedRequests, 'repeated-read'),
  reached(FaultKind.LateCopies, 'duplicate-after-the-session', {
    beside: [FaultKind.ExpiringSessions],
    features: ['sessions'],
    storm: 4_000_000,
  }),
  reached(FaultKind.ClockOffset, 'log-time-stands-still', {
    beside: [FaultKind.ExpiringSessions, CrashLeader],
    features: ['sessions', 'clocks'],
  }),
  reached(FaultKind.ClockRate, 'index-told-by-lease', { features: ['leases', 'clocks', 'follower-reads'] }),
  broken(FaultKind.RunawayClock, 'no leader beside a lease', {
    seeds: 150,
    beside: [FaultKind.ClockRate, CrashLeader, IsolateLeader],
    servers: 3,
    features: ['leases', 'clocks'],
    storm: 3_000_000,
  }),
  reached(FaultKind.MembershipChanges, 'leader-removed'),
  reached(FaultKind.Learners, 'voter-to-learner', {
    beside: [MembershipChanges],
    features: ['membership'],
  }),
  reached(FaultKind.Transfers, 'transfer-done'),
  reached(FaultKind.ExpiringSessions, 'session-makes-room', { features: ['sessions'] }),
  found(FaultKind.SeveredLinks, 'V-LV3', {
    servers: 5,
    features: ['check-quorum', 'pre-vote', 'stickiness'],
  }),
]

function reached(fault: FaultKind, situation: string, rest: Rest = {}): Witness {
  return witness(fault, { situation }, rest)
}

function found(fault: FaultKind, bug: string, rest: Rest = {}): Witness {
  return witness(fault, { bug }, rest)
}

function broken(fault: FaultKind, breaks: string, rest: Rest = {}): Witness {
  return witness(fault, { breaks }, rest)
}

function witness(
  fault: FaultKind,
  seenBy: Evidence,
  { seeds = 60, beside = [], storm = 1_500_000, ...plan }: Rest,
): Witness {
  return { fault, seenBy, seeds, beside, plan: { storm, ...plan } }
}
