import type { Input } from '../../../core/input.ts'
import type { Options } from '../../../core/options.ts'
import type { Disk } from '../../../core/recovery/disk.ts'
import { NEW_DISK } from '../../../core/recovery/disk.ts'
import { defaultOptions } from '../../../core/options.ts'
import type { Server } from '../../../core/server.ts'
import { embeddedCore } from '../../../harness/targets/core.ts'
import type { EarlierStart, Reaction, ServerState, Target } from '../../../harness/targets/target.ts'
import type { Parting, Reacted } from './parting.ts'
import { sameReaction } from './same.ts'
import { holdsSnapshot, mayReadSnapshot, writesOtherwise } from './snapshot-format.ts'

/**
 * The target, each step of which is taken by the embedded core, too: `part` is told where that would have acted
 * otherwise. What the target does stays as it is. `undefined` where its servers are not such as the core could go on from,
 * or where it is that core.
 */
export function comparedTarget(
  target: Target,
  part: (parting: Omit<Parting, 'position'>) => void,
): Target | undefined {
  if (target.step === embeddedCore.step || !isComparable(target)) return undefined
  let readsSnapshots = true
  const compare = (
    before: ServerState | undefined,
    input: Input | undefined,
    did: Reaction,
    right: () => Reaction,
  ): void => {
    const correct = attempt(right)
    if (correct === undefined || sameReaction(did as Reacted, correct as Reacted)) return
    if (writesOtherwise(did as Reacted, correct as Reacted)) readsSnapshots = false
    const server = (did.server as Server).id
    part({
      server,
      before: before as Server | undefined,
      input,
      did: did as Reacted,
      right: correct as Reacted,
    })
  }
  return {
    ...target,
    boot: (id: number, options: Options, disk: Disk, earlier?: EarlierStart): Reaction => {
      const did = target.boot(id, options, disk, earlier)
      // What another core made of this disk is nothing to go on from; it reads all of it.
      const reread = earlier === undefined ? undefined : { ...earlier, logRecords: 0 }
      if (readsSnapshots || !holdsSnapshot(disk))
        compare(undefined, undefined, did, () => embeddedCore.boot(id, options, disk, reread))
      return did
    },
    step: (server: ServerState, input: Input): Reaction => {
      const did = target.step(server, input)
      if (readsSnapshots || !mayReadSnapshot(input))
        compare(server, { ...input }, did, () => embeddedCore.step(server, input))
      return did
    },
  }
}

/** Whether a server of the target has all that one of the core has. */
function isComparable(target: Target): boolean {
  const options = defaultOptions(1)
  const its = attempt(() => target.boot(0, options, NEW_DISK))
  const own = embeddedCore.boot(0, options, NEW_DISK)
  return its !== undefined && Object.keys(own.server).every((field) => field in its.server)
}

/** What the core makes of it; nothing where it cannot go on from a server that another one made. */
function attempt(react: () => Reaction): Reaction | undefined {
  try {
    return react()
  } catch {
    return undefined
  }
}
