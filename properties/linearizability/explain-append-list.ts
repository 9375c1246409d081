import { Operation } from '../../core/command.ts'
import type { Explanation } from './explanation.ts'
import { NEVER, precedes, type HistoryOperation } from './history.ts'
import { elementsOf } from './operation-text.ts'

type Operations = readonly HistoryOperation[]

/** What an answer tells of the list: how long it was before and after, and the elements at places from 1. */
interface Told {
  readonly by: HistoryOperation
  readonly before: number
  readonly after: number
  readonly elements: readonly (number | undefined)[]
}

/** The simple mistakes of a store of lists; `undefined` when the evidence shows none of them. */
export function explainAppendList(
  evidence: Operations,
  prefix: Operations,
  key: string,
): Explanation | undefined {
  const told = evidence.map(toldBy).filter((one) => one !== undefined)
  return wrongElement(told, prefix, key) ?? contradiction(told, key) ?? shrinking(told, key)
}

function toldBy(by: HistoryOperation): Told | undefined {
  const { operation, returned, answer, value } = by
  if (returned === NEVER) return undefined
  if (operation === Operation.Append) {
    if (typeof answer !== 'number') return undefined
    const elements: (number | undefined)[] = []
    elements[answer] = value
    return { by, before: answer - 1, after: answer, elements }
  }
  if (typeof answer === 'number') return undefined
  const elements = elementsOf(answer)
  return { by, before: elements.length, after: elements.length, elements: [undefined, ...elements] }
}

/** A read gives an element more often than anybody had asked to append it. */
function wrongElement(told: readonly Told[], prefix: Operations, key: string): Explanation | undefined {
  for (const { by, elements } of told) {
    if (by.operation !== Operation.Read) continue
    for (const element of elements.slice(1)) {
      const appends = prefix.filter(
        ({ operation, value, called }) =>
          operation === Operation.Append && value === element && called < by.returned,
      ).length
      const times = elements.filter((one) => one === element).length
      if (times <= appends) continue
      const title = `a read of ${key} gives ${element}`
      return appends === 0
        ? { reason: 'value from nowhere', title: `${title}, which nobody had asked to append` }
        : {
            reason: 'append applied twice',
            title: `${title} ${timesText(times)}, which was appended ${timesText(appends)}`,
          }
    }
  }
  return undefined
}

/** Two answers put different elements in one place. */
function contradiction(told: readonly Told[], key: string): Explanation | undefined {
  for (const one of told) {
    for (const other of told) {
      const place = one.elements.findIndex(
        (element, at) => (other.elements[at] ?? element) !== element && element !== undefined,
      )
      if (place < 0) continue
      const reads = [one, other].filter(({ by }) => by.operation === Operation.Read).length
      const reason = reads === 2 ? 'reads disagree' : 'append lost'
      return {
        reason,
        title: `element ${place} of ${key} is ${one.elements[place]} by one answer and ${other.elements[place]} by another`,
      }
    }
  }
  return undefined
}

/** An operation finds fewer elements than there had been before it began. */
function shrinking(told: readonly Told[], key: string): Explanation | undefined {
  for (const late of told) {
    const early = told.find((one) => precedes(one.by, late.by) && one.after > late.before)
    if (early === undefined) continue
    const isRead = late.by.operation === Operation.Read
    const finds = `${isRead ? 'a read of' : 'an append to'} ${key} finds ${lengthText(late.before)}`
    return {
      reason: isRead ? 'stale read' : 'append lost',
      title: `${finds}, but there had been ${early.after} before`,
    }
  }
  return undefined
}

function lengthText(length: number): string {
  return length === 1 ? '1 element' : `${length} elements`
}

function timesText(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`
}
