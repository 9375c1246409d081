import { between } from '../../harness/schedule/draws.ts'
import { plausible, slotsOf, type Chance, type Slot } from './slots.ts'
import type { CleanTrace, Told } from './clean-traces.ts'

/** One field of one line, changed to another value that it could have. */
export interface Edit {
  readonly trace: CleanTrace
  readonly line: number
  /** The field, as the issue names it. */
  readonly field: string
  readonly slot: Slot
  readonly before: unknown
  readonly after: unknown
  readonly record: Told['record']
}

/** Changes one field of a line; `null` where the line has none that is changed. */
export function editOf(trace: CleanTrace, { line, record }: Told, chance: Chance): Edit | null {
  const slots = slotsOf(record)
  if (slots.length === 0) return null
  const slot = slots[between(chance(1), 0, slots.length - 1)] as Slot
  const before = valueAt(record, slot.path)
  const after = plausible(slot, record, before, serversOf(trace), chance)
  if (after === before) return null
  return { trace, line, field: slot.field, slot, before, after, record: withValue(record, slot.path, after) }
}

/** The value at a path of a record. */
export function valueAt(record: Told['record'], path: readonly string[]): unknown {
  let at: unknown = record
  for (const name of path) at = (at as Record<string, unknown>)[name]
  return at
}

function withValue(
  record: Told['record'],
  [name, ...rest]: readonly string[],
  value: unknown,
): Told['record'] {
  const key = name as string
  const inner = rest.length === 0 ? value : withValue(record[key] as Told['record'], rest, value)
  return { ...record, [key]: inner }
}

const known = new WeakMap<CleanTrace, readonly string[]>()

/** The names of the servers at which something happens. */
function serversOf(trace: CleanTrace): readonly string[] {
  const found = known.get(trace)
  if (found !== undefined) return found
  const names = new Set<string>()
  for (const { record } of trace.lines) {
    const name = (record['event'] as { nid?: string } | undefined)?.nid ?? record['n']
    if (name !== undefined) names.add(String(name))
  }
  const servers = [...names].sort()
  known.set(trace, servers)
  return servers
}
