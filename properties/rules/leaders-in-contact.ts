import { DiskFile, Timer } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import type { Options } from '../../core/options.ts'
import { Role } from '../../core/server.ts'
import { Changed, type Observation, type ObservedLog } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import type { Transition } from '../../harness/world/transition.ts'
import { configurationInLog } from '../configurations.ts'
import { withServer } from '../with-server.ts'
import { isQuorum } from '../../harness/quorum.ts'

interface Memory {
  readonly options: Options
  /** By server: who has answered it since it began to lead, or last looked; a set. */
  readonly heard: readonly number[]
}

/**
 * With CheckQuorum "a leader steps down if an election timeout elapses without a successful round of heartbeats to a
 * majority of its cluster" (dissertation 6.2), and else does not; without it never, but it knows whether it should, for then
 * it denies nobody a vote. It counts itself where its disk goes on:
 * where all of its log is durable, or more of it is than when it last looked.
 */
export const leadersInContact: Monitor<Memory> = {
  name: 'leaders step down when out of contact',
  grade: 'rule',
  promise:
    'a leader that has heard from no majority for an election timeout steps down, and no other (dissertation 6.2)',
  watches: Changed.Other | Changed.Armed | Changed.Crashed,
  needs: ['role', 'currentTerm', 'log', 'snapshot', 'durableIndex'],
  start: ({ options }) => ({ options, heard: new Array<number>(options.servers).fill(0) }),

  see(memory, transition, report) {
    const { before, after, heard, server, action } = transition
    if (server < 0) return memory
    const known = memory.heard[server] as number
    const looks = action.kind === ActionKind.Timer && action.topic === Timer.Contact
    if (looks && before?.role === Role.Leader && after !== undefined) {
      const wrong = whatIsWrong(memory.options, transition, known)
      if (wrong !== undefined)
        report.violation({
          reason: `a leader that ${wrong}`,
          title: `${serverName(server)} ${wrong}`,
          servers: [server],
          evidence: [`it has heard from ${known === 0 ? 'nobody' : serverNames(known)} since it last looked`],
        })
    }
    // Whom it heard from matters to nobody where leaders do not look for a quorum.
    const leads =
      looksForQuorum(memory.options) && after?.role === Role.Leader && before?.role === Role.Leader
    const answers = heard?.kind === MessageKind.Appended || heard?.kind === MessageKind.Installed
    const isNews = leads && !looks && answers && heard.term === after.currentTerm
    const more = (isNews ? 1 << heard.from : 0) | (leads && wentOn(transition) ? 1 << server : 0)
    const now = leads && !looks ? known | more : 0
    return now === known ? memory : { options: memory.options, heard: withServer(memory.heard, server, now) }
  },
}

/** Whether leaders keep account of whom they hear from (6; dissertation 6.2, 6.4.1, 9.6). */
function looksForQuorum({ checkQuorum, preVote, stickiness, leaseReads }: Options): boolean {
  return checkQuorum || preVote || stickiness || leaseReads
}

/** Whether a write to a server's log became durable, and more of the log with it: its disk goes on. */
function wentOn({ action, before, after }: Transition): boolean {
  if (action.kind !== ActionKind.Flush || action.topic !== DiskFile.Log) return false
  return (after?.durableIndex as number) > (before?.durableIndex as number)
}

function whatIsWrong(
  options: Options,
  { server, ...transition }: Transition,
  heard: number,
): string | undefined {
  const [before, after] = [transition.before as Observation, transition.after as Observation]
  const stays = after.role === Role.Leader
  if (!options.checkQuorum && !stays) return 'steps down, and looks for no quorum'
  const configuration = configurationInLog(before, options)
  const own = 1 << server
  const isDurable = before.durableIndex === (before.log as ObservedLog).entries.length
  const isIn = isQuorum(isDurable ? heard | own : heard, configuration)
  const isOut = !isQuorum(heard | own, configuration)
  if (!stays) return isIn ? 'steps down in contact with a quorum' : undefined
  if (options.checkQuorum && isOut) return 'leads on out of contact with a quorum'
  if (isIn && after.hearsLeader === false) return 'takes itself to be out of contact with a quorum'
  return isOut && after.hearsLeader === true ? 'takes itself to be in contact with a quorum' : undefined
}
