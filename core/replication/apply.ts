import { Operation, type Command } from '../command.ts'
import { ask, change, type Draft } from '../draft.ts'
import { continueFrom } from '../effect.ts'
import { EntryKind, type Entry } from '../log/entry.ts'
import { entryAt } from '../log/log.ts'
import { machineOf, type Machine, type MachineState } from '../machines/machine.ts'
import { isJoint, type Configuration } from '../membership/configuration.ts'
import { Role, type Server } from '../server.ts'
import { answerDone, answerExpired } from '../sessions/answer.ts'
import { persistMachine } from '../machines/persist.ts'
import { noteLandmark, resumeAtLandmark } from '../snapshots/landmarks.ts'
import { takeSnapshotWhenDue } from '../snapshots/take.ts'
import {
  noteActive,
  noteApplied,
  openSession,
  passTime,
  tableOf,
  type SessionTable,
} from '../sessions/session-table.ts'
import { Freshness, freshnessAt, placeOf, type Session } from '../sessions/sessions.ts'

/**
 * "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine" (Figure 2). A machine
 * that is taking over a snapshot's state has to finish that first; one that applies in pages goes on when it is time.
 */
export function applyCommitted(draft: Draft): void {
  const { snapshotWork, applying, options } = draft.server
  if (applying || snapshotWork.restoring !== null) return
  if (options.applyPage === 0) resumeAtLandmark(draft)
  applyPage(draft)
  noteLandmark(draft)
  takeSnapshotWhenDue(draft)
  persistMachine(draft)
  const { lastApplied, commitIndex } = draft.server
  if (lastApplied === commitIndex) return
  change(draft).applying = true
  ask(draft, continueFrom(lastApplied + 1))
}

/** It is time for the next page. */
export function continueApplying(draft: Draft): void {
  if (!draft.server.applying) return
  change(draft).applying = false
  applyCommitted(draft)
}

/** Applies what is committed, or as much of it as one step may. */
function applyPage(draft: Draft): void {
  const server = change(draft)
  const machine = machineOf(server.options.machine)
  const state = machine.copy(server.machine)
  const sessions = tableOf(server.sessions)
  server.machine = state
  server.sessions = sessions
  const end = endOfPage(server)
  while (server.lastApplied < end) {
    server.lastApplied += 1
    const entry = entryAt(server.log, server.lastApplied)
    passTime(sessions, entry.time, server.options)
    if (entry.kind === EntryKind.Command) applyCommand(draft, entry, machine, state, sessions)
    else if (entry.kind === EntryKind.Configuration) noteChange(draft, entry, sessions)
  }
}

function endOfPage({ options, lastApplied, commitIndex }: Server): number {
  return options.applyPage === 0 ? commitIndex : Math.min(commitIndex, lastApplied + options.applyPage)
}

/** A change of members is over when its last configuration is committed; whoever asked this leader for it is told. */
function noteChange(draft: Draft, entry: Entry, sessions: SessionTable): void {
  const { command, configuration } = entry
  if (command === null || isJoint(configuration as Configuration)) return
  const place = placeOf(sessions.list, command)
  if (freshnessAt(sessions.list, place, command) === Freshness.New) noteApplied(sessions, place, command, 0)
  if (isOwn(draft, entry)) answerDone(draft, command, 0)
}

/**
 * Applies a command once, however often it stands in the log; the leader that took it tells the client what it gave (5.3,
 * 8). Without "record of the session, it does not process the command" (dissertation 6.3).
 */
function applyCommand(
  draft: Draft,
  entry: Entry,
  machine: Machine<MachineState>,
  state: MachineState,
  sessions: SessionTable,
): void {
  const command = entry.command as Command
  if (command.operation === Operation.Register) {
    openSession(sessions, command, entry.index, draft.server.options)
    if (isOwn(draft, entry)) answerDone(draft, command, entry.index)
    return
  }
  const { list } = sessions
  const place = placeOf(list, command)
  const fresh = freshnessAt(list, place, command)
  if (fresh === Freshness.Sessionless) {
    if (isOwn(draft, entry)) answerExpired(draft, command)
    return
  }
  if (fresh === Freshness.New) noteApplied(sessions, place, command, machine.apply(state, command))
  else noteActive(sessions, place)
  if (fresh !== Freshness.Stale && isOwn(draft, entry))
    answerDone(draft, command, (list[list.length - 1] as Session).value)
}

/** Whether this leader put the entry into the log, in this reign; who asked an earlier one asks again. */
function isOwn({ server: { role, currentTerm } }: Draft, { term }: Entry): boolean {
  return role === Role.Leader && term === currentTerm
}
