import type { Size } from '../../harness/explore/size.ts'
import { whole } from './numbers.ts'

/** How many bytes a state takes of a large search: its place in the table, its parent, and its share of those that wait. */
const BYTES_A_STATE = 40

/** How large a search will become, as far as a short one shows; and whether the memory given will do. */
export function sizeText({ atLeast, about, growth }: Size, bytes: number): string {
  if (about === undefined) {
    const how = growth === undefined ? '' : `, growing ×${growth.toFixed(1)} a level`
    return `at least ${whole(atLeast)} states${how}`
  }
  const text = `about ${roundly(about)} states`
  const needed = about * BYTES_A_STATE
  return needed <= bytes
    ? text
    : `${text}; these bounds need perhaps ${gigabytes(needed)}, and ${gigabytes(bytes)} are given: expect "undecided"`
}

/** No guess is worth more than two figures. */
function roundly(count: number): string {
  if (count >= 1e9) return `${Number((count / 1e9).toPrecision(2))} billion`
  if (count >= 1e6) return `${Number((count / 1e6).toPrecision(2))} million`
  return whole(Number(count.toPrecision(2)))
}

function gigabytes(bytes: number): string {
  return `${Number((bytes / 1e9).toPrecision(2))} GB`
}
