import { spread } from '../../../mix.ts'
import type { Model } from '../../model.ts'
import { addSuccessor, blankSuccessors, roomFor, type Successors } from '../../successors.ts'
import { actionName, messageName } from './actions.ts'
import type { RaftOptions } from './bounds.ts'
import { withoutDeadIndices, withoutDeadVotes } from './dead-variables.ts'
import { openState, type Expansion } from './expansion.ts'
import { brokenInvariant, INVARIANTS } from './invariants.ts'
import {
  commitIndexOf,
  copiesOf,
  entryAt,
  indicesFrom,
  logLengthOf,
  serverWord,
  State,
  stateOf,
  termOf,
  termOfEntry,
  WORDS,
} from './layout.ts'
import { addOwnSteps } from './own-steps.ts'
import { addMessageSteps } from './receive.ts'
import { renamingsOf, symmetricPrint } from './symmetry.ts'

/**
 * The Raft of Ongaro's raft.tla without the variables that only its proof needs, action by action, within bounds: the
 * model by which model checkers are compared. It is no part of what Whitewater says about its own core.
 */
export function boundedRaft(options: RaftOptions): Model {
  const { servers } = options
  const expansion = expansionFor(options)
  const nothing = blankSuccessors()
  const cleaned = new Int32Array(WORDS * servers + options.messages)

  function expand(words: Int32Array, at: number, length: number, successors: Successors): void {
    openState(expansion, words, at, length, successors)
    for (let server = 0; server < servers; server++) addOwnSteps(expansion, server)
    for (let place = at + WORDS * servers; place < at + length; place++) addMessageSteps(expansion, place)
  }

  function fingerprint(words: Int32Array, at: number, length: number, print: Int32Array): void {
    for (let i = 0; i < length; i++) cleaned[i] = words[at + i] as number
    if (options.deadVariables === true) clean(cleaned, servers)
    if (expansion.renamings !== undefined) {
      symmetricPrint(expansion.renamings, cleaned, 0, length, print)
      return
    }
    openState(expansion, cleaned, 0, length, nothing)
    print[0] = spread(expansion.low)
    print[1] = spread(expansion.high)
  }

  return {
    name: `raft.tla with ${servers} servers`,
    properties: INVARIANTS,
    begin(successors) {
      const length = WORDS * servers
      const at = roomFor(successors, length)
      for (let server = 0; server < servers; server++) {
        successors.words[at + WORDS * server] = serverWord(1, State.Follower, 0, 0, 0, 0, 0)
        successors.words[at + WORDS * server + 1] = 0
        successors.words[at + WORDS * server + 2] = indicesFrom(1, servers)
      }
      fingerprint(successors.words, at, length, expansion.print)
      addSuccessor(successors, length, expansion.print[0] as number, expansion.print[1] as number, -1, 0)
    },
    expand,
    fingerprint,
    verdict: (words, at) => brokenInvariant(words, at, servers),
    actionName: (words, at, _length, action) => actionName(words, at, action),
    stateText: (words, at, length) => stateText(words, at, length, servers),
  }
}

function clean(words: Int32Array, servers: number): void {
  for (let server = 0; server < servers; server++) {
    const place = WORDS * server
    const first = words[place] as number
    words[place] = withoutDeadVotes(first)
    words[place + 2] = withoutDeadIndices(first, words[place + 2] as number, server, servers)
  }
}

function expansionFor(options: RaftOptions): Expansion {
  const { servers } = options
  return {
    servers,
    options,
    renamings: options.symmetry === true ? renamingsOf(servers) : undefined,
    words: new Int32Array(0),
    at: 0,
    length: 0,
    inFlight: 0,
    lows: new Int32Array(servers),
    highs: new Int32Array(servers),
    low: 0,
    high: 0,
    successors: blankSuccessors(),
    print: new Int32Array(2),
  }
}

function stateText(words: Int32Array, at: number, length: number, servers: number): string {
  const told: string[] = []
  for (let server = 0; server < servers; server++) {
    const first = words[at + WORDS * server] as number
    const log = words[at + WORDS * server + 1] as number
    const entries = Array.from(
      { length: logLengthOf(first) },
      (_, place) => `t${termOfEntry(entryAt(log, place + 1))}`,
    )
    const state = Object.keys(State)[stateOf(first)] as string
    told.push(
      `s${server + 1} ${state} t${termOf(first)} log [${entries.join(' ')}] commit ${commitIndexOf(first)}`,
    )
  }
  for (let place = at + WORDS * servers; place < at + length; place++) {
    const sent = words[place] as number
    told.push(`${messageName(sent)} ×${copiesOf(sent)}`)
  }
  return told.join('; ')
}
