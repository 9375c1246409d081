import type { Command, Value } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { entryAt } from '../log/log.ts'
import { machineOf, type Machine, type MachineState } from '../machines/machine.ts'
import { Role } from '../server.ts'
import { answerDone } from '../sessions/answer.ts'
import { Freshness, freshness, noteApplied, type Session } from '../sessions/sessions.ts'

/** "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine" (Figure 2). */
export function applyCommitted(draft: Draft): void {
  const server = change(draft)
  const machine = machineOf(server.options.machine)
  const state = machine.copy(server.machine)
  const sessions = server.sessions.slice()
  server.machine = state
  server.sessions = sessions
  while (server.lastApplied < server.commitIndex) {
    server.lastApplied += 1
    const { command } = entryAt(server.log, server.lastApplied)
    if (command !== null) applyCommand(draft, command, machine, state, sessions)
  }
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
