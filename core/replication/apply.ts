import type { Command, Value } from '../command.ts'
import { ask, change, type Draft } from '../draft.ts'
import { continueFrom } from '../effect.ts'
import { EntryKind, type Entry } from '../log/entry.ts'
import { entryAt } from '../log/log.ts'
import { machineOf, type Machine, type MachineState } from '../machines/machine.ts'
import { isJoint, type Configuration } from '../membership/configuration.ts'
import { Role, type Server } from '../server.ts'
import { answerDone } from '../sessions/answer.ts'
import { persistMachine } from '../machines/persist.ts'
import { noteLandmark, resumeAtLandmark } from '../snapshots/landmarks.ts'
import { takeSnapshotWhenDue } from '../snapshots/take.ts'
import { Freshness, freshness, noteApplied, type Session } from '../sessions/sessions.ts'

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
  const sessions = server.sessions.slice()
  server.machine = state
  server.sessions = sessions
  const end = endOfPage(server)
  while (server.lastApplied < end) {
    server.lastApplied += 1
    const entry = entryAt(server.log, server.lastApplied)
    if (entry.kind === EntryKind.Command) applyCommand(draft, entry, machine, state, sessions)
    else if (entry.kind === EntryKind.Configuration) noteChange(draft, entry, sessions)
  }
}

function endOfPage({ options, lastApplied, commitIndex }: Server): number {
  return options.applyPage === 0 ? commitIndex : Math.min(commitIndex, lastApplied + options.applyPage)
}

/** A change of members is over when its last configuration is committed; whoever asked this leader for it is told. */
function noteChange(draft: Draft, entry: Entry, sessions: (Session | undefined)[]): void {
  const { command, configuration } = entry
  if (command === null || isJoint(configuration as Configuration)) return
  if (freshness(sessions, command) === Freshness.New) noteApplied(sessions, command, 0)
  if (isOwn(draft, entry)) answerDone(draft, command, 0)
}

/** Applies a command once, however often it stands in the log; the leader that took it tells the client what it gave (5.3, 8). */
function applyCommand(
  draft: Draft,
  entry: Entry,
  machine: Machine<MachineState>,
  state: MachineState,
  sessions: (Session | undefined)[],
): void {
  const command = entry.command as Command
  const fresh = freshness(sessions, command)
  if (fresh === Freshness.Stale) return
  if (fresh === Freshness.New) noteApplied(sessions, command, machine.apply(state, command))
  if (isOwn(draft, entry)) answerDone(draft, command, sessions[command.session]?.value as Value)
}

/** Whether this leader put the entry into the log, in this reign; who asked an earlier one asks again. */
function isOwn({ server: { role, currentTerm } }: Draft, { term }: Entry): boolean {
  return role === Role.Leader && term === currentTerm
}
