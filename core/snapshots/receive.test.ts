import { expect, test } from 'vitest'
import { DiskFile, EffectKind, Needs, Timer } from '../effect.ts'
import { configurationOf } from '../membership/configuration.ts'
import { MessageKind } from '../message.ts'
import { Role } from '../server.ts'
import { candidate, follower, leader, S1, S2, S3, S4, setOf } from '../testing/cluster.ts'
import { after, take } from '../testing/frozen-step.ts'
import { installs, replicates } from '../testing/inputs.ts'
import { arms, sends, sent, writes } from '../testing/outcome.ts'
import { sessionsOf } from '../testing/sessions.ts'
import { partOf, snapshotUpTo } from '../testing/snapshots.ts'

const configuration = configurationOf(setOf(S1, S2, S3, S4), 0)
const snapshot = snapshotUpTo(5, 2, { machine: [7], sessions: sessionsOf([{ serial: 3 }]), configuration })
const whole = installs({ from: S2, term: 2, part: partOf(snapshot) })
const first = installs({ from: S2, term: 2, part: partOf(snapshot, 0, 4) })
const second = installs({ from: S2, term: 2, part: partOf(snapshot, 4, 4) })
const rest = installs({ from: S2, term: 2, part: partOf(snapshot, 4) })

/** The answer that goes to S2. */
const answer = (offset: number, done = false): object => ({
  kind: MessageKind.Installed,
  to: S2,
  chunk: { lastIncludedIndex: 5, lastIncludedTerm: 2, offset, done },
})

test('InstallSnapshot 1: reply immediately if the term is older than currentTerm; the sender is not obeyed', () => {
  const loyal = follower({ term: 3 })
  const step = take(loyal, whole)
  expect(step.server).toBe(loyal)
  expect(sent(step)).toMatchObject([{ ...answer(0), term: 3 }])
  expect(arms(step, Timer.Election)).toBe(false)
})

test('InstallSnapshot 2: a new snapshot begins with the first chunk, at offset 0', () => {
  const step = take(follower(), first)
  expect(step.server.snapshotWork.receiving).toMatchObject({ lastIncludedIndex: 5, lastIncludedTerm: 2 })
  expect(step.server.snapshotWork.receiving?.bytes).toEqual(snapshot.bytes.slice(0, 4))
})

test('InstallSnapshot 3: data is written at the given offset', () => {
  const { receiving } = after(follower(), first, second).snapshotWork
  expect(receiving?.bytes).toEqual(snapshot.bytes.slice(0, 8))
})

test('InstallSnapshot 3: a part that does not follow those that are there changes nothing, and the answer says which would', () => {
  expect(sent(take(follower(), second))).toMatchObject([answer(0)])
  const two = after(follower(), first, second)
  const step = take(two, first)
  expect(step.server.snapshotWork.receiving?.bytes).toEqual(snapshot.bytes.slice(0, 8))
  expect(sent(step)).toMatchObject([answer(8)])
})

test('InstallSnapshot 4: reply and wait for more data if it is not done', () => {
  const step = take(follower(), first)
  expect(sent(step)).toMatchObject([answer(4)])
  expect(sends(step).map(({ needs }) => needs)).toEqual([Needs.Term])
  expect(writes(step, DiskFile.Snapshot)).toEqual([])
})

test('InstallSnapshot 5: with the last part the snapshot is saved', () => {
  for (const step of [take(follower(), whole), take(after(follower(), first), rest)]) {
    expect(writes(step, DiskFile.Snapshot)).toEqual([[snapshot]])
    expect(step.server.snapshotWork.receiving).toBe(null)
  }
})

test('InstallSnapshot 5: a partial snapshot with a smaller index is discarded', () => {
  const older = installs({ from: S2, term: 2, part: partOf(snapshotUpTo(3, 2), 0, 4) })
  const { server } = take(after(follower(), older), first)
  expect(server.snapshotWork.receiving).toMatchObject({ lastIncludedIndex: 5 })
  expect(server.snapshotWork.receiving?.bytes).toEqual(snapshot.bytes.slice(0, 4))
})

test('InstallSnapshot 6: the leader may count on it once the snapshot is on stable storage', () => {
  const step = take(follower(), whole)
  expect(sent(step)).toMatchObject([answer(0, true)])
  expect(sends(step).map(({ needs }) => needs)).toEqual([Needs.Term | Needs.Log | Needs.Snapshot])
})

test('7: a snapshot that describes a prefix of what is committed here changes nothing, and is acknowledged', () => {
  const ahead = after(follower(), replicates({ from: S2, term: 2, terms: [1, 1, 1, 2, 2, 2], commit: 6 }))
  const step = take(ahead, whole)
  expect(step.server).toBe(ahead)
  expect(sent(step)).toMatchObject([answer(0, true)])
  expect(writes(step, DiskFile.Snapshot)).toEqual([])
})

test('7: one that is sent again while it is being saved is acknowledged, and not saved twice', () => {
  const step = take(after(follower(), whole), whole)
  expect(writes(step, DiskFile.Snapshot)).toEqual([])
  expect(sends(step)).toMatchObject([
    { needs: Needs.Term | Needs.Log | Needs.Snapshot, message: answer(0, true) },
  ])
})

test('7: an old one takes a server neither back nor out of its term', () => {
  const ahead = follower({ snapshot: snapshotUpTo(8, 3), term: 6, votedFor: S3 })
  const late = installs({ from: S2, term: 6, part: partOf(snapshot) })
  expect(take(ahead, late).server).toMatchObject({
    currentTerm: 6,
    votedFor: S3,
    commitIndex: 8,
    lastApplied: 8,
    snapshot: { lastIncludedIndex: 8 },
    snapshotWork: { saving: null, receiving: null },
  })
})

test('7: whichever leader sends the parts, equal snapshots have equal ones', () => {
  const other = installs({ from: S3, term: 3, part: partOf(snapshot, 4) })
  expect(writes(take(after(follower(), first), other), DiskFile.Snapshot)).toEqual([[snapshot]])
})

test('5.2: a candidate yields to the leader that sends a snapshot, and any follower waits for another election timeout', () => {
  const step = take(candidate({ term: 2 }), first)
  expect(step.server).toMatchObject({ role: Role.Follower, leader: S2, votedFor: S1 })
  for (const server of [candidate({ term: 2 }), follower({ term: 2 })])
    expect(arms(take(server, first), Timer.Election)).toBe(true)
})

test('8: the answer tells which heartbeat round it answers', () => {
  const asked = installs({ from: S2, term: 2, part: partOf(snapshot, 0, 4), round: 3 })
  expect(sent(take(follower(), asked))).toMatchObject([{ round: 3 }])
})

test('5.1: a snapshot deposes no leader of its own or a newer term', () => {
  for (const term of [2, 3]) {
    const reigning = leader({ term })
    expect(take(reigning, whole).server).toBe(reigning)
  }
})

test('durability: the last part alone cuts nothing off the log, and restores nothing', () => {
  const step = take(follower({ log: [1, 1] }), whole)
  expect(step.server.log.entries.length).toBe(2)
  expect(writes(step, DiskFile.Log)).toEqual([])
  expect(step.effects.some(({ kind }) => kind === EffectKind.Restore)).toBe(false)
})
