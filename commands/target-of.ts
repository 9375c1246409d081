import { loadTarget } from '../harness/targets/load-target.ts'
import { PatchError } from '../harness/targets/patch-error.ts'
import type { TargetPatch, TargetSpec } from '../harness/targets/target.ts'
import type { RunTarget } from '../run.ts'
import { findBug } from '../scenarios/zoo/zoo.ts'
import type { RunOptions } from './arguments.ts'
import { UsageError } from './usage-error.ts'

/** The target that the options of a command name. */
export function targetSpecOf({ bug }: RunOptions): TargetSpec {
  return bug === undefined ? { kind: 'core' } : { kind: 'core', patch: patchOf(bug) }
}

/** What a file is to be played on instead of what it names, where options say so. */
export function targetInstead({ bug }: { readonly bug?: string | undefined }): TargetSpec | undefined {
  return bug === undefined ? undefined : targetSpecOf({ target: 'core', bug })
}

function patchOf(bug: string): TargetPatch {
  try {
    return findBug(bug).patch
  } catch (error) {
    throw error instanceof PatchError ? error : new UsageError(`--bug ${bug}: ${(error as Error).message}`)
  }
}

/** The same target, loaded. */
export async function runTargetOf(options: RunOptions): Promise<RunTarget> {
  const spec = targetSpecOf(options)
  return { spec, target: await loadTarget(spec) }
}
