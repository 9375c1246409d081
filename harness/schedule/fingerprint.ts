import { itemAt } from '../../core/vector.ts'
import type { Stored } from '../../core/recovery/disk.ts'
import { fold, spread } from '../mix.ts'
import type { Transition } from '../world/transition.ts'
import type { FileState, World } from '../world/world.ts'
import { foldRecord } from '../targets/digest.ts'

/**
 * A rolling 64-bit hash of a run, in two halves: over every action and, of the server that it changed, role, term,
 * vote, last entry, commit and applied index; closed with all there is of every server and disk.
 */
export interface Fingerprint {
  low: number
  high: number
}

/** The fingerprint of a run without actions. */
export function blankFingerprint(): Fingerprint {
  return { low: 0x2545f491, high: 0x6c078965 }
}

/** Takes an action and what it changed into the fingerprint. */
export function absorbTransition(print: Fingerprint, transition: Transition): void {
  const { action, after } = transition
  absorb(
    print,
    action.kind | (action.topic << 5) | (action.server << 9) | (action.peer << 17) | (action.value << 25),
  )
  absorb(print, action.at)
  absorb(print, (action.term << 12) ^ action.turn)
  if (after === undefined) return
  absorb(print, ((after.currentTerm ?? -1) << 8) ^ ((after.role ?? 7) << 4) ^ (after.votedFor ?? 8))
  absorb(print, ((after.commitIndex ?? -1) << 12) ^ (after.lastApplied ?? -1))
  if (after.log === undefined) return
  const { entries, baseIndex, baseTerm } = after.log
  const lastTerm = entries.length === baseIndex ? baseTerm : itemAt(entries, entries.length - 1).term
  absorb(print, (entries.length << 10) ^ (baseIndex << 20) ^ lastTerm)
}

/** Takes in the whole world as the run leaves it. */
export function closeFingerprint(print: Fingerprint, world: World): void {
  for (const seat of world.seats) {
    absorb(print, seat.server === null ? 0 : world.target.digest(seat.server))
    for (const file of seat.files) absorb(print, digestFile(file))
  }
}

/** The fingerprint as 16 hexadecimal digits. */
export function fingerprintText(print: Fingerprint): string {
  return hex(print.high) + hex(print.low)
}

/** Takes one run's fingerprint into that of a campaign, in which the order of runs does not matter. */
export function addRun(campaign: Fingerprint, run: Fingerprint): void {
  campaign.low = (campaign.low + spread(run.low ^ Math.imul(run.high, 0x9e3779b1))) | 0
  campaign.high = (campaign.high + spread(run.high ^ Math.imul(run.low, 0x85ebca6b))) | 0
}

function absorb(print: Fingerprint, word: number): void {
  const low = fold(print.low, word)
  print.low = low
  print.high = Math.imul((print.high ^ (print.high >>> 13)) + low, 0xc2b2ae35)
}

function digestFile(file: FileState): number {
  let hash = fold(file.begun, file.flushed)
  for (let i = 0; i < file.records.length; i++) {
    const { record, whole, segment, number, durable } = file.records[i] as Stored
    hash = fold(foldRecord(hash, record), (segment << 1) | (whole ? 1 : 0))
    hash = fold(fold(hash, number), durable)
  }
  return hash
}

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0')
}
