import { expect, test } from 'vitest'
import { Changed } from '../../harness/observation.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { becomes, crashes, findings, follower, having, S1, S2 } from '../testing/sightings.ts'
import { starts } from './starts.ts'

const up = follower({ log: '1' })
const refuses = (server: number): Transition => ({
  ...crashes(server, up),
  changed: Changed.Refused,
})
const harms = (server: number): Transition => ({
  ...having(becomes(server, up, up), { does: { server } }),
  server: -1,
  changed: Changed.Harmed,
})
const found = (...story: Transition[]): string[] => findings(starts, story).map(({ title }) => title)

test('a server that refuses to start from a disk that is whole is caught', () => {
  expect(found(crashes(S1, up), refuses(S1))).toEqual([
    'S1 refuses to start, though its disk has lost nothing that was durable',
  ])
})

test('one whose disk was damaged may refuse, but no other', () => {
  expect(found(harms(S1), refuses(S1))).toEqual([])
  expect(found(harms(S1), refuses(S2))).toHaveLength(1)
})
