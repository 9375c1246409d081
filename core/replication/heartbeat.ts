import { ask, type Draft } from '../draft.ts'
import { Timer, type Effect } from '../effect.ts'
import { Role } from '../server.ts'
import { sendToAll } from './send.ts'

/** "Repeat during idle periods to prevent election timeouts" (Figure 2); it also retries whatever was lost, for ever (5.3). */
export function heartbeat(draft: Draft): void {
  const { role, arms } = draft.server
  if (role !== Role.Leader) return
  ask(draft, arms[Timer.Heartbeat] as Effect)
  sendToAll(draft)
}
