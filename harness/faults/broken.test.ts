import { expect, test } from 'vitest'
import { DiskFile } from '../../core/effect.ts'
import { act, elect, put, S1, smallWorld } from '../testing/small-world.ts'
import { ActionKind } from '../world/action.ts'
import type { World } from '../world/world.ts'
import { brokenAfter, mayFail } from './broken.ts'
import { wipedDisk } from './disk/wiped-disk.ts'

/** S1 has written three entries one after the other; it is down. */
function written(): World {
  const world = smallWorld({ operations: [[put(0, 1)], [put(1, 1)]] })
  elect(world, S1)
  for (const session of [0, 1]) {
    act(world, ActionKind.Ask, { server: S1, peer: session, term: 1 })
    act(world, ActionKind.Flush, { server: S1, topic: DiskFile.Log })
  }
  act(world, ActionKind.Crash, { server: S1 })
  return world
}

/** What need not hold any more once S1 has tried to start from a log of which these records have rotted. */
function brokenBy(...turns: number[]): readonly string[] {
  const world = written()
  for (const turn of turns) act(world, ActionKind.Rot, { server: S1, topic: DiskFile.Log, turn })
  const { action } = act(world, ActionKind.Restart, { server: S1 })
  const broken = brokenAfter([], world, action)
  expect(mayFail(world)).toBe(broken.length > 0)
  return broken
}

test('rot that others vouch against breaks nothing: the server does not start', () => {
  expect(brokenBy(2)).toEqual([])
  expect(brokenBy(1, 3)).toEqual([])
})

test('rot at the end of a log is taken for a torn write, and breaks what a wiped disk breaks once the server is back', () => {
  expect(brokenBy(3)).toEqual(wipedDisk.breaks)
  expect(brokenBy(3, 2)).toEqual(wipedDisk.breaks)
})
