import { DiskFile, EffectKind, Needs, type Effect } from '../effect.ts'
import { InputKind, type Input } from '../input.ts'
import type { Message } from '../message.ts'
import type { Options } from '../options.ts'
import {
  NEW_DISK,
  storedDamaged,
  storedWhole,
  type Disk,
  type EarlierStart,
  type Stored,
} from '../recovery/disk.ts'
import { recover } from '../recovery/recover.ts'
import type { Server } from '../server.ts'
import { nextPage, restored } from './inputs.ts'

/** A write that is not durable yet: how many records it has, and what is said when it is. */
interface Pending {
  count: number
  readonly segment: number
  readonly flushed: Input
}

/** One file of a server's disk. The writes begun on it are counted from its last start on. */
interface File {
  readonly records: Stored[]
  readonly pending: Pending[]
  begun: number
  readonly removing: number[]
}

/** A message, and how many writes of each file must be durable before it leaves. */
interface Held {
  readonly message: Message
  readonly until: readonly number[]
}

/** One server of a walk: what it is, what its disk holds, and what waits for that. */
export interface Place {
  server: Server
  readonly files: readonly [term: File, log: File, snapshot: File, machine: File]
  held: Held[]
  restoring: Input | undefined
  applying: Input | undefined
  started: EarlierStart | undefined
}

/** A server's place, where it has not been yet. */
export function newPlace(id: number, options: Options): Place {
  const empty = (): File => ({ records: [], pending: [], begun: 0, removing: [] })
  const files = [empty(), empty(), empty(), empty()] as const
  NEW_DISK.forEach((records, file) => files[file]?.records.push(...records))
  const { server } = recover(id, options, NEW_DISK)
  return { server, files, held: [], restoring: undefined, applying: undefined, started: undefined }
}

/** What a place's disk holds. */
export function diskOf({ files: [term, log, snapshot, machine] }: Place): Disk {
  return [term.records, log.records, snapshot.records, machine.records]
}

/** Does what a server asks for, and gives the messages that may leave. */
export function carryOut(place: Place, effects: readonly Effect[]): Message[] {
  for (const effect of effects) {
    const { which, records, first, second, segment, number, durable } = effect
    const file = place.files[which as DiskFile] as File
    if (effect.kind === EffectKind.Send) {
      place.held.push({ message: effect.message, until: heldUntil(place, effect.needs) })
    } else if (effect.kind === EffectKind.Write) {
      file.records.push(...records.map((one, place) => storedWhole(one, segment, number + place, durable)))
      file.begun += 1
      const flushed = {
        kind: InputKind.Flushed,
        clock: 0,
        file: which as DiskFile,
        index: first,
        term: second,
        segment,
        number: number + records.length - 1,
      }
      file.pending.push({ count: records.length, segment, flushed })
    } else if (effect.kind === EffectKind.Trim) {
      file.records.length = first
    } else if (effect.kind === EffectKind.Restore) {
      place.restoring = restored(first, second)
    } else if (effect.kind === EffectKind.Continue) {
      place.applying = nextPage
    } else if (effect.kind === EffectKind.Remove) {
      file.removing.push(segment)
    }
  }
  return released(place)
}

/** The oldest write to a file becomes durable: to the file picked or, if it has none, to another. */
export function flushOne({ files }: Place, pick: number): Input | undefined {
  const busy = files.filter(({ pending }) => pending.length > 0)
  return busy[pick % busy.length]?.pending.shift()?.flushed
}

/** The oldest segment that is to be removed is gone from its file. */
export function removeOne(place: Place): void {
  const [, log] = place.files
  const segment = log.removing.shift()
  if (segment === undefined) return
  const kept = log.records.filter((record) => record.segment !== segment)
  for (const write of log.pending) if (write.segment === segment) write.count = 0
  log.records.splice(0, log.records.length, ...kept)
  if (place.started !== undefined) place.started = { ...place.started, logRecords: 0 }
}

/** The machine has taken over the state that it was told to. */
export function finishRestoring(place: Place): Input | undefined {
  const input = place.restoring
  place.restoring = undefined
  return input
}

/** It is time to apply some more. */
export function goOnApplying(place: Place): Input | undefined {
  const input = place.applying
  place.applying = undefined
  return input
}

/** The messages that wait for nothing any more. */
export function released(place: Place): Message[] {
  const durable = place.files.map(({ begun, pending }) => begun - pending.length)
  const leaves = ({ until }: Held): boolean =>
    until.every((count, file) => count <= (durable[file] as number))
  const leaving = place.held.filter(leaves).map(({ message }) => message)
  place.held = place.held.filter((one) => !leaves(one))
  return leaving
}

/** A crash damages the newest of the writes that are not durable, of each file as many as picked; of the first of those some records may be there. */
export function crash(place: Place, pick: number): void {
  for (const file of place.files) {
    const { records, pending } = file
    const kept = pick % (pending.length + 1)
    const torn = (pick >> 4) % Math.max(pending[kept]?.count ?? 1, 1)
    const lost = pending.slice(kept).reduce((sum, { count }) => sum + count, -torn)
    for (let i = records.length - lost; i < records.length; i++)
      records[i] = storedDamaged(records[i] as Stored)
    pending.length = 0
    file.removing.length = 0
    file.begun = 0
  }
  place.held = []
  place.restoring = undefined
  place.applying = undefined
}

/** After a crash: the server starts again, and gives the messages that may leave. */
export function start(place: Place, options: Options): Message[] {
  const { server, effects } = recover(place.server.id, options, diskOf(place), place.started)
  const [, { records }] = place.files
  const found = records.length
  place.server = server
  const messages = carryOut(place, effects)
  const isOfJournal = !effects.some(({ kind, which }) => kind === EffectKind.Write && which === DiskFile.Log)
  const logRecords = isOfJournal ? Math.min(found, records.length) : 0
  place.started = { server, logRecords, crashed: null }
  return messages
}

function heldUntil({ files }: Place, needs: number): number[] {
  const flags = [Needs.Term, Needs.Log, Needs.Snapshot]
  return files.map(({ begun }, file) => ((needs & (flags[file] as number)) === 0 ? 0 : begun))
}
