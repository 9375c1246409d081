import type { Command, Value } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { EntryKind, type Entry } from '../log/entry.ts'
import { entryAt } from '../log/log.ts'
import { machineOf, type Machine, type MachineState } from '../machines/machine.ts'
import { isJoint, type Configuration } from '../membership/configuration.ts'
import { Role } from '../server.ts'
import { answerDone } from '../sessions/answer.ts'
import { takeSnapshotWhenDue } from '../snapshots/take.ts'
import { Freshness, freshness, noteApplied, type Session } from '../sessions/sessions.ts'

/**
 * "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine" (Figure 2). A machine
 * that is taking over a snapshot's state has to finish that first.
 */
export function applyCommitted(draft: Draft): void {
  if (draft.server.snapshotWork.restoring !== null) return
  const server = change(draft)
  const machine = machineOf(server.options.machine)
  const state = machine.copy(server.machine)
  const sessions = server.sessions.slice()
  server.machine = state
  server.sessions = sessions
  while (server.lastApplied < server.commitIndex) {
    server.lastApplied += 1
    const entry = entryAt(server.log, server.lastApplied)
    if (entry.kind === EntryKind.Command)
      applyCommand(draft, entry.command as Command, machine, state, sessions)
    else if (entry.kind === EntryKind.Configuration) noteChange(draft, entry, sessions)
  }
  takeSnapshotWhenDue(draft)
}

/** A change of members is over when its last configuration is committed; whoever asked for it is told, once. */
function noteChange(
  draft: Draft,
  { command, configuration }: Entry,
  sessions: (Session | undefined)[],
): void {
  if (command === null || isJoint(configuration as Configuration)) return
  if (freshness(sessions, command) === Freshness.New) noteApplied(sessions, command, 0)
  if (draft.server.role === Role.Leader) answerDone(draft, command, 0)
}

/** Applies a command once, however often it stands in the log; a leader tells the client what it gave (5.3, 8). */
function applyCommand(
  draft: Draft,
  command: Command,
  machine: Machine<MachineState>,
  state: MachineState,
  sessions: (Session | undefined)[],
): void {
  const fresh = freshness(sessions, command)
  if (fresh === Freshness.Stale) return
  if (fresh === Freshness.New) noteApplied(sessions, command, machine.apply(state, command))
  if (draft.server.role === Role.Leader) answerDone(draft, command, sessions[command.session]?.value as Value)
}
