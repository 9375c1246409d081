import type { Cut, Exploration, Limits, Overseer, Progress } from './exploration.ts'
import {
  collisionProbability,
  countsByDepth,
  depthOf,
  emptyTable,
  Put,
  put,
  putAtDepth,
  type FingerprintTable,
} from './fingerprint-table.ts'
import type { Model } from './model.ts'
import { walkPath } from './path.ts'
import { blankSuccessors, clearSuccessors, type Successors } from './successors.ts'

/** The deepest that a search can go: depths are kept in 16 bits. */
const DEEPEST = 0xffff
/** What a waiting state has before its row: its length, its depth, its ordinal and its fingerprint. The length comes last. */
const HEAD = 5
/** How many states are expanded before an overseer is asked again: a power of two. */
const ASKED_EVERY = 1 << 8

/** A depth-first search as far as it is. */
interface Descent {
  readonly model: Model
  readonly table: FingerprintTable
  readonly successors: Successors
  /** `Infinity` where depth is not bounded: then it does not matter how deep a state was met, and none is kept. */
  readonly deepest: number
  readonly mostStates: number
  /** Rows that wait, the last on top, each before its head. */
  stack: Int32Array
  height: number
  waiting: number
  /** By depth, from 1: which successor of the one before the newest expanded state of that depth is. */
  readonly trail: number[]
  /** The greatest depth at which a state was met. */
  reached: number
  /** How many states are as deep as is allowed, and so were not expanded. */
  unexpanded: number
  cut: Cut | undefined
  found: { readonly property: number; readonly ordinals: readonly number[] } | undefined
}

/**
 * Looks at every state of a model, going on from the newest: it keeps fewer states waiting than a search breadth first
 * does, and stops at the first violation, whose path may be long. Where depth is bounded, a state that was met deeper is
 * expanded again when it is met less deep: else what lies behind it within the bound would be missed. So it finds the
 * states that a search breadth first does, and each has its least depth in the end.
 */
export function depthFirst(model: Model, limits: Limits = {}, overseer?: Overseer): Exploration {
  const deepest = limits.depth ?? Infinity
  if (deepest > DEEPEST && deepest !== Infinity)
    throw new RangeError(`a depth of at most ${DEEPEST} was expected, or none at all; ${deepest} was given`)
  const descent: Descent = {
    model,
    table: emptyTable(limits.bytes ?? Infinity, deepest !== Infinity),
    successors: blankSuccessors(),
    deepest,
    mostStates: limits.states ?? Infinity,
    stack: new Int32Array(4096),
    height: 0,
    waiting: 0,
    trail: [],
    reached: 0,
    unexpanded: 0,
    cut: undefined,
    found: undefined,
  }
  model.begin(descent.successors)
  pushSuccessors(descent, 1)
  for (let turn = 0; descent.height > 0 && descent.cut === undefined && descent.found === undefined; turn++) {
    if (turn % ASKED_EVERY === 0 && overseer?.(progressOf(descent)) === 'stop') descent.cut = 'stopped'
    else expandTop(descent)
  }
  return explorationOf(descent)
}

/** Takes the topmost state, and expands it unless it was met less deep in the meantime. */
function expandTop(descent: Descent): void {
  const { model, successors, table, stack, trail } = descent
  const head = descent.height - HEAD
  const length = stack[head + 4] as number
  const at = head - length
  const depth = stack[head] as number
  descent.height = at
  descent.waiting -= 1
  const bounded = table.depths !== undefined
  if (bounded && depthOf(table, stack[head + 2] as number, stack[head + 3] as number) < depth) return
  trail.length = depth - 1
  trail.push(stack[head + 1] as number)
  clearSuccessors(successors)
  model.expand(stack, at, length, successors)
  pushSuccessors(descent, depth + 1)
}

function pushSuccessors(descent: Descent, depth: number): void {
  const { model, table, successors, deepest } = descent
  const { words, starts, prints, verdicts, count } = successors
  for (let i = 0; i < count; i++) {
    if ((verdicts[i] as number) !== 0) blame(descent, verdicts[i] as number, i)
    const low = prints[2 * i] as number
    const high = prints[2 * i + 1] as number
    const came = table.depths === undefined ? put(table, low, high) : putAtDepth(table, low, high, depth)
    if (came === Put.Known) continue
    if (came === Put.NoRoom) {
      descent.cut = 'memory'
      return
    }
    const at = starts[i] as number
    const length = (starts[i + 1] as number) - at
    if (came === Put.New) {
      if (depth > descent.reached) descent.reached = depth
      const broken = model.verdict(words, at, length)
      if (broken !== 0) blame(descent, broken, i)
      if (table.count > descent.mostStates) descent.cut = 'states'
    }
    if (depth === deepest) descent.unexpanded += 1
    else {
      if (table.depthBefore === deepest) descent.unexpanded -= 1
      pushRow(descent, words, at, length, depth, i, low, high)
    }
  }
}

function pushRow(
  descent: Descent,
  words: Int32Array,
  at: number,
  length: number,
  depth: number,
  ordinal: number,
  low: number,
  high: number,
): void {
  let { stack } = descent
  const { height } = descent
  if (height + length + HEAD > stack.length) {
    stack = new Int32Array(Math.max(2 * stack.length, height + length + HEAD))
    stack.set(descent.stack)
    descent.stack = stack
    if (4 * stack.length + descent.table.bytes > descent.table.mostBytes) descent.cut = 'memory'
  }
  for (let i = 0; i < length; i++) stack[height + i] = words[at + i] as number
  const head = height + length
  stack[head] = depth
  stack[head + 1] = ordinal
  stack[head + 2] = low
  stack[head + 3] = high
  stack[head + 4] = length
  descent.height = head + HEAD
  descent.waiting += 1
}

function blame(descent: Descent, property: number, ordinal: number): void {
  descent.found ??= { property, ordinals: [...descent.trail, ordinal] }
}

function explorationOf(descent: Descent): Exploration {
  const { model, table, successors, found, stack, unexpanded } = descent
  const cut = descent.cut ?? (unexpanded > 0 ? 'depth' : undefined)
  const whole = found === undefined && descent.cut === undefined
  const levels = whole && table.depths !== undefined ? countsByDepth(table) : []
  return {
    verdict: found !== undefined ? 'violation' : cut !== undefined ? 'undecided' : 'ok',
    cut: found === undefined ? cut : undefined,
    states: table.count,
    generated: successors.generated,
    depth: levels.length || descent.reached,
    // Whatever was not finished may hide a short path.
    judgedDepth: whole ? levels.length || descent.reached : 0,
    levels,
    frontier: whole ? unexpanded : unexpanded + descent.waiting,
    memory: { table: table.bytes, parents: 0, frontier: 4 * stack.length },
    collisionProbability: collisionProbability(table.count),
    violation:
      found === undefined
        ? undefined
        : {
            property: model.properties[found.property - 1] as string,
            path: walkPath(model, found.ordinals, blankSuccessors()),
          },
    told: model.remarks === undefined ? [] : [model.remarks.told()],
  }
}

function progressOf({ table, successors, reached, waiting, stack }: Descent): Progress {
  const bytes = table.bytes + 4 * stack.length
  const { generated } = successors
  return { states: table.count, generated, depth: reached, waiting, found: 0, bytes, levels: [] }
}
