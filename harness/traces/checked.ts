import type { z } from 'zod'
import { TraceError } from './trace-error.ts'

/** A line, held to a schema; throws a `TraceError` that says which field is not as expected, and what stands there. */
export function checked<Shape>(schema: z.ZodType<Shape>, record: unknown, line: number): Shape {
  const result = schema.safeParse(record)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`
  throw new TraceError(line, `not an event of this format${where}: ${issue?.message ?? 'unknown'}`)
}
