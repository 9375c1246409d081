import type { Cut, Exploration, Progress } from '../../harness/explore/exploration.ts'
import { guessRemaining } from '../../harness/explore/remaining.ts'
import { rate, whole } from './numbers.ts'

const CUTS: Readonly<Record<Cut, string>> = {
  depth: 'the bound on depth',
  states: 'the bound on states',
  memory: 'memory',
  stopped: 'a request to stop',
}

/** What an exploration has come to, in a sentence. */
export function explorationText({
  verdict,
  cut,
  states,
  depth,
  judgedDepth,
  frontier,
  violation,
}: Exploration): string {
  if (violation !== undefined) {
    const steps = violation.path.length - 1
    return `violation: "${violation.property}" is broken after ${whole(steps)} ${steps === 1 ? 'step' : 'steps'}`
  }
  if (verdict === 'ok') return `ok: every state was looked at, ${whole(states)} of them up to depth ${depth}`
  return `undecided: no violation up to depth ${judgedDepth}, frontier ${rate(frontier)}; ${CUTS[cut as Cut]} ended the search`
}

/** The live line of an exploration that has gone on for so many seconds. */
export function progressText(progress: Progress, seconds: number): string {
  const { states, depth, waiting, found, bytes, levels } = progress
  const remaining = guessRemaining(levels, found)
  const guess = remaining === undefined ? 'no telling how many remain' : `perhaps ${rate(remaining)} remain`
  return `${rate(states)} states, ${rate(states / seconds)}/s, depth ${depth}, ${rate(waiting)} wait and ${rate(found)} behind them, ${whole(bytes / 1e6)} MB, ${guess}`
}
