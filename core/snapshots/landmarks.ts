import { change, type Draft } from '../draft.ts'
import { termAt } from '../log/log.ts'
import type { AppliedState } from './snapshot.ts'

/**
 * Keeps the state that the machine has come to, and the one kept before it: what was committed when a server crashed may
 * not be known to be when it starts again, but what had been long before is.
 */
export function noteLandmark(draft: Draft): void {
  const { lastApplied, log, machine, sessions, snapshotWork, options } = draft.server
  const [newest] = snapshotWork.landmarks
  if (lastApplied - (newest?.index ?? 0) < options.landmarkSpacing) return
  const landmark = { index: lastApplied, term: termAt(log, lastApplied), machine, sessions }
  const landmarks = newest === undefined ? [landmark] : [landmark, newest]
  change(draft).snapshotWork = { ...snapshotWork, landmarks }
}

/** Equal entries leave equal states: what was applied of this very log before a crash need not be applied again. */
export function resumeAtLandmark(draft: Draft): void {
  const { landmarks } = draft.server.snapshotWork
  for (let i = 0; i < landmarks.length; i++) {
    const { index, term, machine, sessions } = landmarks[i] as AppliedState
    const { lastApplied, commitIndex, log } = draft.server
    if (index <= lastApplied) return
    if (index > commitIndex || termAt(log, index) !== term) continue
    const server = change(draft)
    server.lastApplied = index
    server.machine = machine
    server.sessions = sessions
  }
}
