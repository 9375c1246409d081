import { embeddedCore, targetOf } from './core.ts'
import type { Target, TargetSpec } from './target.ts'

/** The target that a spec names: the embedded core, or a patched copy of it. Throws a PatchError. */
export async function loadTarget(spec: TargetSpec): Promise<Target> {
  const { patch } = spec
  if (patch === undefined) return embeddedCore
  // Only then is the compiler loaded, which takes as long as the rest of a start.
  const { loadPatchedCore } = await import('./patched-core.ts')
  return targetOf(`core with ${patch.name}`, await loadPatchedCore(patch))
}
