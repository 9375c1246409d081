import { RunawayRun } from '../harness/campaign/limits.ts'

/** The first call on the way to an error, where that is in a patched core: types are erased in place, so lines are the patch's. */
const IN_PATCHED_CORE = /^ +at [^\n]*\/whitewater-[0-9a-f]+\/(core\/[^\n:]+)\.js:(\d+):/u

/**
 * How a failure is told: what a target did that it should not in one line; what this tool did with all that helps to mend it.
 */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof RunawayRun) return error.message
  const said = `${error.name}: ${error.message}`
  const calls = error.stack?.startsWith(said) === true ? error.stack.slice(said.length + 1) : ''
  const [, file, line] = IN_PATCHED_CORE.exec(calls) ?? []
  return file === undefined
    ? (error.stack ?? said)
    : `the patched core threw ${said} (${file}.ts, line ${line})`
}
