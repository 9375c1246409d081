import { ask, change, type Draft } from '../draft.ts'
import { DiskFile, write } from '../effect.ts'
import { termAt } from '../log/log.ts'

/**
 * A machine that is kept on stable storage is written whenever it has changed and no write of it is under way: its state
 * and the index that it belongs to as one record, so that no crash can part them. It waits for the entries it has applied
 * to be durable in this server's own log: the disk must never hold a state that is ahead of its log.
 */
export function persistMachine(draft: Draft): void {
  const { options, persisting, persisted, lastApplied, durableIndex } = draft.server
  if (!options.persistentMachine || persisting || lastApplied <= persisted || lastApplied > durableIndex)
    return
  const server = change(draft)
  server.persisted = lastApplied
  server.persisting = true
  const { log, machine, sessions } = server
  const term = termAt(log, lastApplied)
  ask(draft, write(DiskFile.Machine, [{ index: lastApplied, term, machine, sessions }], lastApplied, term))
}

/** The machine is durable as it was when it was last written; if it has gone on since, it is written again. */
export function notePersisted(draft: Draft): void {
  change(draft).persisting = false
  persistMachine(draft)
}
