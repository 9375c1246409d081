import { expect, test } from 'vitest'
import { CALM } from '../testing/small-plan.ts'
import { embeddedCore } from '../targets/core.ts'
import { actionAt, aftermathAt, firstApart, trailOf, type Trail } from './trail.ts'

const trail = trailOf(embeddedCore, { ...CALM, length: 400_000 })

/** The trail with one number of one action changed, or cut off after so many actions. */
const spoilt = (action: number, place: number): Trail => {
  const width = trail.rows.length / trail.length
  const rows = [...trail.rows]
  rows[(action - 1) * width + place] = -7
  return { rows, length: trail.length }
}
const cut = (length: number): Trail => ({
  rows: trail.rows.slice(0, (length * trail.rows.length) / trail.length),
  length,
})

test('two trails of one plan are the same', () => {
  expect(firstApart(trail, trailOf(embeddedCore, { ...CALM, length: 400_000 }))).toBe(0)
  expect(trail.length).toBeGreaterThan(50)
})

test('trails part at the first action, or the first state, that differs', () => {
  const width = trail.rows.length / trail.length
  for (const place of [0, 1, width - 1]) expect(firstApart(trail, spoilt(20, place))).toBe(20)
  expect(firstApart(spoilt(31, 3), spoilt(20, 3))).toBe(20)
})

test('a run that ends before another parts from it with the action that the other one goes on with', () => {
  expect([firstApart(trail, cut(10)), firstApart(cut(10), trail)]).toEqual([11, 11])
  expect(actionAt(cut(10), 11)).toBeUndefined()
})

test('a trail tells of each action, and of the server that it left', () => {
  const all = Array.from({ length: trail.length }, (_, place) => place + 1)
  const times = all.map((position) => actionAt(trail, position)?.at ?? -1)
  expect(times).toEqual([...times].sort((one, other) => one - other))
  expect(Math.max(...all.map((position) => aftermathAt(trail, position).commitIndex))).toBeGreaterThan(0)
})
