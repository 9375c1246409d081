import { clusterOf } from '../plan/cluster-of.ts'
import type { Plan } from '../plan/plan.ts'
import { scheduler } from '../schedule/scheduler.ts'
import type { Target } from '../targets/target.ts'
import { runTrial } from './trial.ts'
import { action, type Action, type ActionKind } from '../world/action.ts'
import type { Transition } from '../world/transition.ts'
import { openWorld, type World } from '../world/world.ts'

/** A run, action by action, as rows of numbers: what happened, and what became of the server that it happened to. */
export interface Trail {
  readonly rows: readonly number[]
  readonly length: number
}

/** What a server was after an action; -1 where it does not show it, or is down. */
export interface Aftermath {
  readonly server: number
  readonly currentTerm: number
  readonly role: number
  readonly votedFor: number
  readonly lastIndex: number
  readonly commitIndex: number
  readonly lastApplied: number
  /** Every bit of it. */
  readonly digest: number
}

type Names = [number, number, number, number, number, number, number]

const ACTION = 8
const WIDTH = ACTION + 8

/** Lets a plan happen, and takes down all of it, up to where the target breaks if it does. */
export function trailOf(target: Target, plan: Plan): Trail {
  const world = openWorld(target, clusterOf(plan))
  const rows: number[] = []
  const watch = (transition: Transition): void => void rows.push(...rowOf(transition, world))
  try {
    runTrial(world, scheduler(world, plan), [], { watch })
  } catch {
    // What broke it shows in the fingerprint; here it is enough that the run ends.
  }
  return { rows, length: rows.length / WIDTH }
}

/** The first action, from 1, at which two runs differ; 0 where they do not. Where one is over, the other one goes on. */
export function firstApart(one: Trail, other: Trail): number {
  const shorter = Math.min(one.length, other.length)
  for (let place = 0; place < shorter * WIDTH; place++) {
    if (one.rows[place] !== other.rows[place]) return Math.floor(place / WIDTH) + 1
  }
  return one.length === other.length ? 0 : shorter + 1
}

/** Which action of a run this was, from 1; `undefined` after the last. */
export function actionAt({ rows, length }: Trail, position: number): Action | undefined {
  if (position > length) return undefined
  const [kind, ...names] = rows.slice((position - 1) * WIDTH, (position - 1) * WIDTH + ACTION)
  return action(kind as ActionKind, ...(names as Names))
}

/** What that action left. */
export function aftermathAt({ rows }: Trail, position: number): Aftermath {
  const [server, ...shown] = rows.slice((position - 1) * WIDTH + ACTION, position * WIDTH)
  const [currentTerm, role, votedFor, lastIndex, commitIndex, lastApplied, digest] = shown as Names
  return {
    server: server as number,
    currentTerm,
    role,
    votedFor,
    lastIndex,
    commitIndex,
    lastApplied,
    digest,
  }
}

function rowOf({ action: done, server, after }: Transition, { seats, target }: World): number[] {
  const { kind, at, peer, topic, term, turn, value } = done
  const state = seats[server]?.server ?? null
  return [
    ...[kind, at, done.server, peer, topic, term, turn, value],
    server,
    after?.currentTerm ?? -1,
    after?.role ?? -1,
    after?.votedFor ?? -1,
    after?.log?.entries.length ?? -1,
    after?.commitIndex ?? -1,
    after?.lastApplied ?? -1,
    state === null ? -1 : target.digest(state),
  ]
}
