import { AnswerStatus, type Answer } from '../core/effect.ts'
import { runTrial, type Outcome, type TrialOptions } from '../harness/campaign/trial.ts'
import type { Monitor } from '../harness/monitor.ts'
import { atItsTime, nearest } from '../harness/schedule/replay.ts'
import type { Target } from '../harness/targets/target.ts'
import type { Violation } from '../harness/violation.ts'
import type { Action } from '../harness/world/action.ts'
import { operationName } from '../harness/world/names.ts'
import { whyNot } from '../harness/world/possible.ts'
import type { Transition } from '../harness/world/transition.ts'
import { openWorld, type World } from '../harness/world/world.ts'
import { checkNames } from './check-names.ts'
import { foundInstead } from './found-instead.ts'
import { possibleInstead } from './possible-instead.ts'
import { actionText } from './text/action-text.ts'
import { anyOf } from './text/characters.ts'
import { expectationText } from './text/expectation-text.ts'
import type { Line, Scenario } from './text/scenario.ts'
import { ScenarioError } from './text/scenario-error.ts'
import { timeText } from './text/time-text.ts'

/** An expectation that did not hold; both sides in the words of scenario text. */
export interface Failure {
  /** Of the file, from 1: the expectation's, or that of the action which showed a violation that nobody expected (1: the start showed it). */
  readonly line: number
  readonly expected: string
  readonly found: string
}

/** What came of a scenario. */
export interface Played {
  readonly outcome: Outcome
  readonly failures: readonly Failure[]
  /** Lines of expectations that the run did not reach: a violation ends it. */
  readonly unevaluated: readonly number[]
  /** How many actions the run did not reach. */
  readonly unplayed: number
  /** The line of the last action that happened, where a violation showed if there is one; 0 when none happened. */
  readonly endedAt: number
  /** How many actions were left out because they could not happen: only where the play was lenient. */
  readonly skipped: number
  /**
   * Whether all that was expected held. Where a violation is expected, the run may end before the last line; where
   * none is, all must be reached and nothing violated.
   */
  readonly passed: boolean
}

/** Somebody who looks at the whole world while a scenario is played. */
export interface Onlooker {
  /** The servers have started, and no action has happened. */
  begin(world: World): void
  /** An action has happened: that of a line of the file or, in a calm, one that no line tells (0). */
  see(world: World, transition: Transition, line: number): void
}

/** What the playing of a scenario may be told. */
export interface PlayOptions extends Omit<TrialOptions, 'watch'> {
  readonly onlooker?: Onlooker
  /** Leaves out actions that cannot happen, and counts them. */
  readonly lenient?: boolean
}

/** Expectations that speak of the whole run; the others do of the moment at which they stand. */
const SPEAKS_OF_WHOLE_RUN: ReadonlySet<string> = new Set([
  'violation',
  'no violation',
  'situation',
  'no situation',
])

/** A scenario that is being played. */
interface Play {
  readonly world: World
  readonly scenario: Scenario
  /** The place of the next line. */
  place: number
  endedAt: number
  skipped: number
  readonly lenient: boolean
  /** How many actions the lines so far have told. */
  told: number
  readonly answers: Map<string, Answer>
  readonly failures: Failure[]
}

/**
 * Plays a scenario on a target before monitors. Throws `ScenarioError` where it names an action that cannot happen, unless
 * it is to be lenient, or expects the violation of a property, or a situation, that nobody watches for.
 */
export function playScenario(
  scenario: Scenario,
  target: Target,
  monitors: readonly Monitor[],
  { onlooker, lenient = false, ...options }: PlayOptions = {},
): Played {
  checkNames(scenario, monitors, options.situations ?? [])
  const world = openWorld(target, scenario.cluster)
  const play: Play = {
    world,
    scenario,
    place: 0,
    endedAt: 0,
    skipped: 0,
    lenient,
    told: 0,
    answers: new Map(),
    failures: [],
  }
  let begun = false
  const begin = (): void => {
    if (!begun) onlooker?.begin(world)
    begun = true
  }
  const next = (): Action | undefined => {
    begin()
    return nextAction(play)
  }
  const watch = (transition: Transition): void => {
    hear(play, transition)
    onlooker?.see(world, transition, transition.position > play.told ? 0 : play.endedAt)
  }
  const outcome = runTrial(world, { see: () => undefined, next }, monitors, { ...options, watch })
  // Where the start itself violates something, no action was ever asked for.
  begin()
  judgeMoment(play)
  judgeViolations(play, [...outcome.violations, ...outcome.rules])
  judgeSituations(play, outcome.reached)
  return { outcome, ...restOf(play), endedAt: play.endedAt, skipped: play.skipped }
}

/** Keeps what clients are told, but for where to ask. */
function hear({ answers }: Play, { answered, redirected }: Transition): void {
  const told = answered ?? redirected
  if (told === null || told.status === AnswerStatus.Redirect) return
  answers.set(operationName(told.session, told.serial), told)
}

function nextAction(play: Play): Action | undefined {
  for (;;) {
    judgeMoment(play)
    const line = play.scenario.lines[play.place++]
    if (line?.kind !== 'action') return undefined
    const planned = atItsTime(play.world, line.action)
    const reason = whyNot(play.world, planned)
    const chosen = reason === undefined ? planned : play.lenient ? nearest(play.world, planned) : undefined
    if (chosen !== undefined) {
      play.endedAt = line.number
      play.told++
      return chosen
    }
    if (!play.lenient) refuseImpossible(play, line, planned, reason as string)
    play.skipped++
  }
}

/** Judges the expectations that stand before the next action, and passes over comments. */
function judgeMoment(play: Play): void {
  const { world, scenario, answers, failures } = play
  for (; play.place < scenario.lines.length; play.place++) {
    const line = scenario.lines[play.place] as Line
    if (line.kind === 'action') return
    if (line.kind === 'comment') continue
    const found = foundInstead(line.expectation, world, answers)
    if (found !== undefined) failures.push({ line: line.number, expected: phraseOf(line), found })
  }
}

function refuseImpossible(
  { world, scenario }: Play,
  line: Line & { kind: 'action' },
  planned: Action,
  reason: string,
): never {
  const late = planned.at < world.now
  const why = late ? `it is ${timeText(world.now)} already` : reason
  const instead = late ? ['a later time, or none'] : possibleInstead(world, planned)
  const expected = instead.length === 0 ? 'an action that can happen' : anyOf(instead)
  throw new ScenarioError(
    scenario.file,
    line.number,
    `"${actionText(line.action)}" cannot happen here: ${why}; expected ${expected}`,
  )
}

/** Judges what was expected of the whole run. */
function judgeViolations({ scenario, failures, endedAt }: Play, violations: readonly Violation[]): void {
  const found =
    violations.length === 0
      ? 'no violation'
      : violations.map(({ property, title }) => `violation ${property}: ${title}`).join('; ')
  const expected = expectedViolations(scenario)
  for (const { line, property } of expected) {
    const shown = violations.some((violation) => violation.property === property)
    if (!shown) failures.push({ line, expected: `violation ${property}`, found })
  }
  if (expected.length > 0 || violations.length === 0) return
  const said = scenario.lines.find(
    (line) => line.kind === 'expectation' && line.expectation.kind === 'no violation',
  )
  failures.push({ line: said?.number ?? Math.max(endedAt, 1), expected: 'no violation', found })
}

/** Judges what was expected to be reached, or not to be. */
function judgeSituations({ scenario, failures }: Play, reached: readonly string[]): void {
  for (const line of scenario.lines) {
    if (line.kind !== 'expectation') continue
    const { kind } = line.expectation
    if (kind !== 'situation' && kind !== 'no situation') continue
    const { name } = line.expectation
    const isReached = reached.includes(name)
    if (isReached === (kind === 'situation')) continue
    failures.push({
      line: line.number,
      expected: phraseOf(line as Line & { kind: 'expectation' }),
      found: `${isReached ? 'situation' : 'no situation'} ${name}`,
    })
  }
}

function restOf({
  scenario,
  place,
  failures,
}: Play): Pick<Played, 'failures' | 'unevaluated' | 'unplayed' | 'passed'> {
  const rest = scenario.lines.slice(place)
  const missed = rest.filter((line) => line.kind === 'expectation' && !speaksOfWholeRun(line))
  const unplayed = rest.filter(({ kind }) => kind === 'action').length
  const mayEndEarly = expectedViolations(scenario).length > 0
  const passed = failures.length === 0 && (mayEndEarly || (missed.length === 0 && unplayed === 0))
  return { failures, unevaluated: missed.map(({ number }) => number), unplayed, passed }
}

function expectedViolations({ lines }: Scenario): { line: number; property: string }[] {
  return lines.flatMap((line) => {
    if (line.kind !== 'expectation' || line.expectation.kind !== 'violation') return []
    return [{ line: line.number, property: line.expectation.property }]
  })
}

function speaksOfWholeRun({ expectation }: Line & { kind: 'expectation' }): boolean {
  return SPEAKS_OF_WHOLE_RUN.has(expectation.kind)
}

function phraseOf({ expectation }: Line & { kind: 'expectation' }): string {
  return expectationText(expectation).replace(/^expect /u, '')
}
