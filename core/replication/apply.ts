import type { Command } from '../command.ts'
import { change, type Draft } from '../draft.ts'
import { entryAt } from '../log/log.ts'
import { machineOf } from '../machines/machine.ts'
import { Role } from '../server.ts'
import { answerDone } from '../sessions/answer.ts'
import { Freshness, freshness, withApplied } from '../sessions/sessions.ts'

/** "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state machine" (Figure 2). */
export function applyCommitted(draft: Draft): void {
  const server = change(draft)
  while (server.lastApplied < server.commitIndex) {
    const index = server.lastApplied + 1
    server.lastApplied = index
    const { command } = entryAt(server.log, index)
    if (command !== null) applyCommand(draft, command)
  }
}

/** Applies a command once, however often it stands in the log; a leader tells the client what it gave (5.3, 8). */
function applyCommand(draft: Draft, command: Command): void {
  const server = change(draft)
  const fresh = freshness(server.sessions, command)
  if (fresh === Freshness.Stale) return
  if (fresh === Freshness.New) {
    const machine = machineOf(server.options.machine)
    const value = machine.answer(server.machine, command)
    server.machine = machine.next(server.machine, command)
    server.sessions = withApplied(server.sessions, command, value)
  }
  if (server.role === Role.Leader) answerDone(draft, command, server.sessions[command.session]?.value)
}
