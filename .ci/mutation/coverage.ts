import { Session } from 'node:inspector/promises'
import type { Mutant } from './mutant.ts'

/** By file of core/: stretches of it and how often each ran, from the widest to the narrowest that holds an offset. */
export type Coverage = Readonly<Record<string, readonly Stretch[]>>

/** Characters from `start` until before `end` ran `count` times. */
export interface Stretch {
  readonly start: number
  readonly end: number
  readonly count: number
}

/** Begins to count, in this process, how often each block of code runs. */
export async function startCoverage(): Promise<Session> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return session
}

/** What has run of the patched core. Its types are erased in place, so that offsets are those of its sources. */
export async function coverageFrom(session: Session): Promise<Coverage> {
  const { result } = await session.post('Profiler.takePreciseCoverage')
  const patched = result.filter(({ url }) => /\/whitewater-[0-9a-f]{16}\/core\//.test(url))
  return Object.fromEntries(
    patched.map(({ url, functions }) => [
      `core/${url.slice(url.lastIndexOf('/core/') + '/core/'.length).replace(/\.js$/, '.ts')}`,
      functions.flatMap(({ ranges }) =>
        ranges.map(({ startOffset, endOffset, count }) => ({ start: startOffset, end: endOffset, count })),
      ),
    ]),
  )
}

/** How often what a mutant changes ran: as the narrowest stretch around its first character says. */
export function timesRun(coverage: Coverage, { file, start, original }: Mutant): number {
  // A case of a switch: what counts is what stands behind its colon.
  const at = /^(?:case|default)\b/.test(original) ? start + original.search(/:\s*\S/) + 1 : start
  let narrowest: Stretch | undefined
  for (const stretch of coverage[file] ?? []) {
    if (at < stretch.start || at >= stretch.end) continue
    if (narrowest === undefined || stretch.end - stretch.start <= narrowest.end - narrowest.start) {
      narrowest = stretch
    }
  }
  return narrowest?.count ?? 0
}
