import { Operation } from '../../core/command.ts'
import { defaultOptions } from '../../core/options.ts'
import { runTrial, type Outcome } from '../campaign/trial.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { FaultKind } from '../plan/fault-kind.ts'
import type { Dials, Episode, Plan } from '../plan/plan.ts'
import { blankRecording, recordedActions } from '../schedule/record.ts'
import { scheduler } from '../schedule/scheduler.ts'
import { embeddedCore } from '../targets/core.ts'
import type { Action } from '../world/action.ts'
import type { Situation } from '../situation.ts'
import type { Transition } from '../world/transition.ts'
import { openWorld, type World } from '../world/world.ts'

/** Links that do not keep their order, crashes that end each write as it comes, clients that ask again, anybody, before long. */
const USUAL: Dials = {
  [FaultKind.Reordering]: 1000,
  [FaultKind.LostWrites]: 333,
  [FaultKind.TornWrites]: 333,
  [FaultKind.ReorderedWrites]: 1000,
  [FaultKind.RemovedServers]: 1000,
  [FaultKind.Impatience]: 250,
  [FaultKind.RetriesElsewhere]: 700,
  [FaultKind.LateCopies]: 20,
}

/** A plan without faults, made by hand: five servers, two seconds, and a client that writes every ten milliseconds. */
export const CALM: Plan = {
  version: 1,
  seed: 1,
  options: defaultOptions(5),
  synchronousDisk: false,
  clocks: [],
  network: { least: 500, mean: 2_000 },
  disk: { least: 100, mean: 2_000 },
  operations: Array.from({ length: 200 }, (_, place) => ({
    session: 0,
    operation: Operation.Write,
    key: 0,
    value: place + 1,
    expected: 0,
    at: place * 10_000,
  })),
  episodes: [],
  severed: [],
  dials: USUAL,
  stormEnds: 1_500_000,
  length: 2_000_000,
  calm: 0,
}

/** An episode in the middle of that plan, when there is a leader. */
export function episode(fault: FaultKind, told: Partial<Episode>): Episode {
  return { fault, from: 700_000, until: 1_400_000, victims: 0, strength: 1000, ...told }
}

/** What a plan came to. */
export interface Played extends Outcome {
  readonly world: World
  readonly done: readonly Action[]
}

/** Lets a plan happen, and shows each transition. */
export function play(
  plan: Plan,
  see: (transition: Transition, world: World) => void = () => undefined,
  situations: readonly Situation[] = [],
): Played {
  const world = openWorld(embeddedCore, clusterOf(plan))
  const recording = blankRecording()
  const chooser = scheduler(world, plan)
  const told = (transition: Transition): void => {
    see(transition, world)
    chooser.see(transition)
  }
  const outcome = runTrial(world, { ...chooser, see: told }, [], { recording, situations })
  return { ...outcome, world, done: recordedActions(recording) }
}
