import { recover } from '../../core/recovery/recover.ts'
import type { Server } from '../../core/server.ts'
import { step } from '../../core/step.ts'
import { digestServer, digestState } from './digest.ts'
import type { Target } from './target.ts'

/** The rules that make a core: what a patched copy of core/ exports too. */
export interface CoreModule {
  readonly step: typeof step
  readonly recover: typeof recover
}

/** A core, patched or not, as a target. Its Server is an Observation as it is. */
export function targetOf(name: string, core: CoreModule): Target {
  return {
    name,
    boot: core.recover as Target['boot'],
    step: core.step as Target['step'],
    observe: (server) => server as Server,
    digest: (server) => digestServer(server as Server),
    stateDigest: (server) => digestState(server as Server),
  }
}

/** The embedded core. */
export const embeddedCore: Target = targetOf('core', { step, recover })
