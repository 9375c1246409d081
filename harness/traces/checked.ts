import type { z } from 'zod'
import { TraceError } from './trace-error.ts'

/** A line, held to a schema; throws a `TraceError` that says which field is not as expected, and what stands there. */
export function checked<Shape>(schema: z.ZodType<Shape>, record: unknown, line: number): Shape {
  const result = schema.safeParse(record)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path ?? []
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`
  const wrong = issue?.message ?? 'unknown'
  const found = wrong.includes('received') ? '' : `; found ${shown(record, path)}`
  throw new TraceError(line, `not an event of this format${where}: ${wrong}${found}`)
}

function shown(record: unknown, path: readonly PropertyKey[]): string {
  let at = record
  for (const name of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[name]
  const text = at === undefined ? 'nothing' : JSON.stringify(at)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
