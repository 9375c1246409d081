import { excuseOf, type Excuse } from '../calm/excuse.ts'
import { brokenAfter, brokenFromStart, mayFail, type Broken } from '../faults/broken.ts'
import type { Monitor, Report } from '../monitor.ts'
import { calmFor } from '../schedule/calm.ts'
import type { Chooser } from '../schedule/chooser.ts'
import {
  absorbTransition,
  blankFingerprint,
  closeFingerprint,
  type Fingerprint,
} from '../schedule/fingerprint.ts'
import { record, type Recording } from '../schedule/record.ts'
import type { Finding, Violation } from '../violation.ts'
import { ActionKind, type Action } from '../world/action.ts'
import { perform, startServer } from '../world/perform.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import type { Situation } from '../situation.ts'
import { ABSTRACT, abstractState } from './abstract-state.ts'
import { blankGauge, gaugeTransition, type Gauge } from './gauge.ts'
import { lookOut, lookoutOf, type Lookout } from './lookout.ts'
import { checkLimits } from './limits.ts'

/** What came of one run. */
export interface Outcome {
  readonly actions: number
  /** Virtual microseconds. */
  readonly virtual: number
  readonly violations: readonly Violation[]
  /** The rules that were broken, each where it first was. */
  readonly rules: readonly Violation[]
  /** Properties that could not be decided, and why. */
  readonly undecided: readonly string[]
  /** Whether the run went to the end of a calm, and so was asked what must happen in one. */
  readonly calm: boolean
  /** Why it owed nothing there. */
  readonly excuse: Excuse | undefined
  readonly fingerprint: Fingerprint
  readonly gauge: Gauge
  /** The names of the situations that it reached. */
  readonly reached: readonly string[]
  /** The abstract states that it came to, where situations are looked out for. */
  readonly states: ReadonlySet<number>
  /** By fault: how often it made a difference; empty where nobody drew faults. */
  readonly bites: readonly number[]
}

/** What a trial may be told beside its world, its chooser and its monitors. */
export interface TrialOptions {
  /** Takes down every action. */
  readonly recording?: Recording
  /** No more actions than this; a run that hits it is cut short. */
  readonly most?: number
  /** What to look out for; nothing, when left out. */
  readonly situations?: readonly Situation[]
  /** Told of every transition, in the calm too. */
  readonly watch?: (transition: Transition) => void
}

/** A run goes no further than this unless it is told to: no plan comes near it, but a broken core might. */
const MOST_ACTIONS = 2_000_000

/**
 * One run: the servers start, then the chooser's actions happen, each judged by every monitor that watches for what
 * it changed, until the chooser has no more or a property is violated.
 */
export function runTrial(
  world: World,
  chooser: Chooser,
  monitors: readonly Monitor[],
  options: TrialOptions = {},
): Outcome {
  const bench: Bench = { judges: [], alarm: false, broken: brokenFromStart(world) }
  for (const monitor of monitors) bench.judges.push(judgeOf(monitor, world, bench))
  const { judges } = bench
  const print = blankFingerprint()
  const gauge = blankGauge()
  const lookout = lookoutOf(options.situations ?? [], world.cluster)
  const states = new Set<number>()
  const { most = MOST_ACTIONS, watch } = options
  for (let server = 0; server < world.seats.length; server++) {
    const transition = startServer(world, server)
    judgeTransition(judges, transition)
    chooser.see(transition)
  }
  let action: Action | undefined
  let actions = 0
  let chosen = chooser
  let recording = options.recording
  while (!bench.alarm && actions < most && (action = chosen.next()) !== undefined) {
    const transition = tryPerform(world, action)
    if (transition === undefined) break
    actions++
    checkLimits(world, transition)
    if (recording !== undefined) record(recording, action)
    absorbTransition(print, transition)
    gaugeTransition(gauge, transition, world.cluster)
    bench.broken = brokenAfter(bench.broken, world, action)
    judgeTransition(judges, transition)
    lookAround(lookout, states, transition, world)
    chosen.see(transition)
    if (watch !== undefined) watch(transition)
    if (action.kind !== ActionKind.Calm) continue
    chosen = calmFor(world, action.value)
    recording = undefined
  }
  const isCut = bench.alarm || actions >= most
  for (const judge of judges)
    if (!isCut || judge.monitor.grade !== 'liveness') judge.monitor.end?.(judge.memory, judge, world)
  closeFingerprint(print, world)
  const calm = !isCut && world.calmSince >= 0
  return {
    actions,
    virtual: world.now,
    violations: judges.flatMap(({ monitor, found }) => (monitor.grade === 'rule' ? [] : found)),
    rules: judges.flatMap(({ monitor, found }) => (monitor.grade === 'rule' ? found : [])),
    undecided: judges.flatMap((judge) => judge.reasons),
    calm,
    excuse: calm ? excuseOf(world) : undefined,
    fingerprint: print,
    gauge,
    reached: reachedOf(lookout),
    states,
    bites: chooser.bites ?? [],
  }
}

function lookAround(lookout: Lookout, states: Set<number>, transition: Transition, world: World): void {
  if (lookout.situations.length === 0) return
  lookOut(lookout, transition, world)
  if ((transition.changed & ABSTRACT) !== 0) states.add(abstractState(world))
}

function reachedOf({ situations, reachedAt }: Lookout): string[] {
  return situations.filter((_, number) => (reachedAt[number] as number) >= 0).map(({ name }) => name)
}

/** Makes an action happen; `undefined` where the target failed, and may: it was not given what Raft takes for granted. */
function tryPerform(world: World, action: Action): Transition | undefined {
  try {
    return perform(world, action)
  } catch (error) {
    if (mayFail(world)) return undefined
    throw error
  }
}

/** The monitors at work in one run, and whether one of them has found something. */
interface Bench {
  readonly judges: Judge[]
  alarm: boolean
  /** The properties that need not hold any more: what is found of them does not count. */
  broken: Broken
}

/** A monitor at work in one run. */
interface Judge extends Report {
  readonly monitor: Monitor
  watches: number
  memory: unknown
  readonly found: Violation[]
  readonly reasons: string[]
}

function judgeOf(monitor: Monitor, world: World, bench: Bench): Judge {
  const found: Violation[] = []
  const reasons: string[] = []
  const judge: Judge = {
    monitor,
    watches: monitor.watches,
    memory: monitor.start(world.cluster),
    found,
    reasons,
    violation: (finding) => {
      if (bench.broken.includes(monitor.name)) return
      if (monitor.grade !== 'rule') bench.alarm = true
      else if (found.length > 0 || bench.broken.length > 0) return
      else judge.watches = 0
      found.push(violationOf(monitor, finding, world.transition.position))
    },
    undecided: (reason) => void reasons.push(`${monitor.name}: ${reason}`),
  }
  return judge
}

function violationOf(monitor: Monitor, finding: Finding, action: number): Violation {
  const { name, grade } = monitor
  return { property: name, grade, identity: `${name}: ${finding.reason}`, action, ...finding }
}

function judgeTransition(judges: readonly Judge[], transition: Transition): void {
  const { changed } = transition
  if (changed === 0) return
  for (let i = 0; i < judges.length; i++) {
    const judge = judges[i] as Judge
    if ((judge.watches & changed) !== 0) judge.memory = judge.monitor.see(judge.memory, transition, judge)
  }
}
