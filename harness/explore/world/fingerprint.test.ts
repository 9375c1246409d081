import { expect, test } from 'vitest'
import { Operation } from '../../../core/command.ts'
import { embeddedCore } from '../../targets/core.ts'
import { blankSuccessors, clearSuccessors } from '../successors.ts'
import type { Bounds } from './bounds.ts'
import { sumUnder } from './sums.ts'
import { REDUCED, small } from './testing/bounds.ts'
import { worldModel, type WorldModel } from './world-model.ts'

const MOST = 3000

test.each<[string, Bounds]>([
  ['3 servers', small({ servers: 3, terms: 2, budgets: { duplicates: Infinity } })],
  ['a write and crashes', small({ servers: 3, operations: [[{}]], budgets: { crashes: 1, elections: 2 } })],
  ['4 servers', small({ servers: 4, terms: 2, budgets: { elections: 3 } })],
  [
    '4 servers of whom one is asked to lead',
    small({ servers: 4, operations: [[{ operation: Operation.TransferLeadership, value: 2 }]] }),
  ],
  ['5 servers', small({ servers: 5, terms: 2, budgets: { elections: 2, duplicates: Infinity } })],
])('%s: two states have one fingerprint if, and only if, they are renamings of each other', (_, bounds) => {
  const model = worldModel({ target: embeddedCore, monitors: [], bounds, reductions: REDUCED })
  const prints = new Map<string, string>()
  const all = statesOf(model)
  for (const row of all) {
    const { print, plainly } = printsOf(model, row)
    expect(prints.get(plainly) ?? print).toBe(print)
    prints.set(plainly, print)
  }
  expect(new Set(prints.values()).size).toBe(prints.size)
  expect(prints.size).toBeLessThan(all.length / 2)
})

/** Rows that a search without symmetry would meet first. */
function statesOf(model: WorldModel): Int32Array[] {
  const met = new Map<string, Int32Array>()
  const successors = blankSuccessors()
  const meet = (): void => {
    for (let i = 0; i < successors.count; i++) {
      const row = successors.words.slice(successors.starts[i], successors.starts[i + 1])
      if (!met.has(row.join())) met.set(row.join(), row)
    }
  }
  model.begin(successors)
  meet()
  for (const row of met.values()) {
    if (met.size > MOST) break
    clearSuccessors(successors)
    model.expand(row, 0, row.length, successors)
    meet()
  }
  return [...met.values()]
}

/** A state's fingerprint, and the smallest of what its renamings sum up to: all of them are looked at. */
function printsOf(
  { expansion, fingerprint }: WorldModel,
  row: Int32Array,
): { print: string; plainly: string } {
  const { sums } = expansion
  const print = new Int32Array(2)
  fingerprint(row, 0, row.length, print)
  const all = Array.from({ length: sums.namings.renamings }, (_, naming) => {
    sumUnder(sums, naming)
    return sums.sum.join()
  })
  return { print: print.join(), plainly: `${all.sort().at(0)} ${row[sums.namings.servers + 2]}` }
}
