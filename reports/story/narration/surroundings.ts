import { Timer } from '../../../core/effect.ts'
import { ActionKind, FOR_GOOD } from '../../../harness/world/action.ts'
import { serverName } from '../../../harness/world/names.ts'
import { cite, type Tale } from '../telling/tale.ts'
import { serversText } from '../telling/words.ts'

/** What happens around servers: links, clocks, messages that are lost or come twice, and the calm. */
export function tellSurroundings(tale: Tale): void {
  const { moment, chronicle } = tale
  const { action, position } = moment
  switch (action.kind) {
    case ActionKind.Cut:
      chronicle.cut = position
      tale.first.push(
        `No message gets from ${serversText(action.server)} to ${serversText(action.peer)}${(action.value & 1) === 1 ? ', nor back,' : ''} any more${(action.value & FOR_GOOD) === 0 ? '' : ', for good'}.`,
      )
      break
    case ActionKind.Mend:
      if (action.server === action.peer) {
        tale.first.push(
          `Messages get from each of ${serversText(action.server)} to each again${cite(tale, chronicle.cut)}.`,
        )
        break
      }
      tale.first.push(
        `Messages get from ${serversText(action.server)} to ${serversText(action.peer)}${(action.value & 1) === 1 ? ', and back,' : ''} again${cite(tale, chronicle.cut)}.`,
      )
      break
    case ActionKind.Drop:
      tale.first.push('The message is lost.')
      break
    case ActionKind.Duplicate:
      tale.first.push('A copy of the message arrives.')
      break
    case ActionKind.Jump:
      tale.first.push(
        `${serverName(action.server)}'s clock is set ${action.turn < 0 ? 'back' : 'forwards'} by ${Math.abs(action.turn) / 1000} ms.`,
      )
      break
    case ActionKind.Calm:
      chronicle.calm = position
      tale.first.push(
        'The storm is over: links that are not cut for good are whole, servers that are not down for good are up, and messages and writes arrive soon.',
      )
      break
  }
}

/** What a timer says that has fired, where nothing else tells. */
export function tellTimer(tale: Tale): void {
  const { action } = tale.moment
  if (action.kind !== ActionKind.Timer) return
  if (action.topic === Timer.Transfer) tale.deeds.unshift(TIMERS[Timer.Transfer])
  if (tale.deeds.length > 0) return
  tale.deeds.push(TIMERS[action.topic as Timer])
}

const TIMERS = {
  [Timer.Election]: 'waits for another election timeout',
  [Timer.Heartbeat]: 'has its heartbeat due',
  [Timer.Stickiness]: 'has not heard from a leader for the shortest election timeout, and so may give votes',
  [Timer.Contact]: 'looks whom it has heard from lately, and goes on',
  [Timer.Transfer]: 'gives up to hand its leadership over',
} as const
