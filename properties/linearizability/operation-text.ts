import { Operation, type List, type Value } from '../../core/command.ts'
import { keyName, operationName } from '../../harness/world/names.ts'
import { NEVER, type HistoryOperation } from './history.ts'

/** An operation and its answer as a line: `C2.4 write k1 17: called 120, answered 133`. */
export function operationText(operation: HistoryOperation): string {
  const { returned } = operation
  return endedText(operation, returned === NEVER ? 'never answered' : `answered ${returned}`)
}

/** The line of an operation of which it is certain that nothing was to be done. */
export function failedText(operation: HistoryOperation): string {
  return endedText(operation, 'failed for certain')
}

function endedText(operation: HistoryOperation, end: string): string {
  const { session, serial, called } = operation
  return `${operationName(session, serial)} ${deedText(operation)}: called ${called}, ${end}`
}

/** The elements of a list, oldest first. */
export function elementsOf(list: List | undefined): number[] {
  const elements: number[] = []
  for (let rest = list; rest !== undefined; rest = rest.before) elements.push(rest.last)
  return elements.reverse()
}

/** An answer as people read it. */
function valueText(value: Value): string {
  return typeof value === 'number' ? String(value) : `[${elementsOf(value).join(' ')}]`
}

function deedText({ operation, key, value, expected, returned, answer }: HistoryOperation): string {
  const name = keyName(key)
  const open = returned === NEVER
  switch (operation) {
    case Operation.Read:
      return open ? `read ${name}` : `read ${name} gives ${valueText(answer)}`
    case Operation.Write:
      return `write ${name} ${value}${open || answer === 0 ? '' : ` gives ${valueText(answer)}`}`
    case Operation.Swap:
      return `swap ${name} ${expected} to ${value}${open ? '' : ` ${outcomeText(answer)}`}`
    case Operation.Append:
      return `append ${name} ${value}${open ? '' : ` gives length ${valueText(answer)}`}`
    case Operation.Reconfigure:
    case Operation.TransferLeadership:
    case Operation.Register:
      throw new Error('a history tells of the replicated machine only, not of the cluster')
  }
}

function outcomeText(answer: Value): string {
  if (answer === 1) return 'succeeds'
  return answer === 0 ? 'fails' : `gives ${valueText(answer)}`
}
