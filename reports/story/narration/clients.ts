import { Operation, type Command } from '../../../core/command.ts'
import { AnswerStatus, EffectKind, type Answer } from '../../../core/effect.ts'
import { MessageKind } from '../../../core/message.ts'
import { NOBODY, Role } from '../../../core/server.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { operationName, serverName, sessionName } from '../../../harness/world/names.ts'
import { cite, keyOf, madeOf, type Tale } from '../telling/tale.ts'
import { commandWords, valueWords } from '../telling/words.ts'

/** What clients ask, before what the server makes of it. */
export function tellAsked(tale: Tale): void {
  const { chronicle, moment } = tale
  const { asked, action } = moment
  if (asked === null) return
  const name = operationName(asked.session, asked.serial)
  const who = serverName(action.server)
  const again = chronicle.asked.get(name)
  if (tale.before.role === Role.Leader)
    cite(tale, chronicle.led.get(keyOf(action.server, tale.before.currentTerm)))
  if (again === undefined) chronicle.asked.set(name, moment.position)
  tale.first.push(
    again === undefined
      ? `${sessionName(asked.session)} asks ${who} to ${askWords(asked)} (${name}).`
      : `${sessionName(asked.session)} asks ${who} for ${name} (${commandWords(asked)}) again${cite(tale, again)}.`,
  )
}

function askWords(asked: Command): string {
  if (asked.operation === Operation.Reconfigure) return `change to ${commandWords(asked)}`
  if (asked.operation === Operation.Register) return 'register its session'
  return commandWords(asked)
}

/** What a server answers to clients, and what it does for reads. */
export function tellAnswered(tale: Tale): void {
  const { moment, chronicle } = tale
  for (const { kind, answer } of moment.effects) {
    if (kind !== EffectKind.Answer || answer === null) continue
    const name = operationName(answer.session, answer.serial)
    if (moment.asked === null) cite(tale, chronicle.asked.get(name))
    tale.deeds.push(answerWords(tale, answer))
  }
  if (moment.asked?.operation === Operation.Read && !moment.effects.some(({ answer }) => answer !== null))
    tale.deeds.push('keeps the read until it may answer it')
  if (moment.asked !== null && (moment.after?.queued?.length ?? 0) > (moment.before?.queued?.length ?? 0))
    tale.deeds.push('lets the request wait until what it is writing is on its disk')
  for (const { to } of madeOf(tale, MessageKind.AskReadIndex))
    tale.deeds.push(`asks ${serverName(to)}, its leader, for the read index`)
  for (const { to, readIndex } of madeOf(tale, MessageKind.ReadIndex))
    tale.deeds.push(`tells ${serverName(to)} the read index ${readIndex}`)
  if (madeOf(tale, MessageKind.TimeoutNow).length > 0)
    tale.deeds.push(
      `tells ${serverName(madeOf(tale, MessageKind.TimeoutNow)[0]?.to ?? 0)} to stand for election at once (TimeoutNow)`,
    )
}

function answerWords(tale: Tale, answer: Answer): string {
  const { session, serial, status, value, leader } = answer
  const name = operationName(session, serial)
  const what = commandOf(tale, session, serial)
  switch (status) {
    case AnswerStatus.Done:
      return what === undefined || what.operation > Operation.Append
        ? `answers that ${name} is done`
        : `answers ${name} (${commandWords(what)}) with ${valueWords(value)}`
    case AnswerStatus.Redirect:
      if (leader !== NOBODY) return `sends ${name} on to ${serverName(leader)}`
      return `sends ${name} away${isHandingOver(tale) ? ', for it is handing over its leadership' : ''}`
    case AnswerStatus.Refused:
      return `answers that nothing was done of ${name}`
    case AnswerStatus.Unknown:
      return `answers that it cannot tell the outcome of ${name}`
    case AnswerStatus.Expired:
      return `answers ${name} that its session is over`
  }
}

/** Whether it is a leader who wants to be one no more. */
function isHandingOver({ moment, after }: Tale): boolean {
  return after.role === Role.Leader && moment.after?.transfer != null
}

function commandOf({ chronicle }: Tale, session: number, serial: number): Command | undefined {
  return chronicle.cluster.operations[session]?.[serial - 1]
}

/** An answer on its way to a client: it arrives, or is lost, or nobody waits for it any more. */
export function tellClient(tale: Tale): void {
  const { moment, chronicle } = tale
  const { action, answered, redirected, failed } = moment
  const name = operationName(action.peer, action.term)
  const who = sessionName(action.peer)
  if (action.kind === ActionKind.DropAnswer) tale.first.push(`The answer to ${name} is lost.`)
  if (action.kind === ActionKind.Abandon)
    tale.first.push(`${who} gives up on ${name}, and does not know what became of it.`)
  if (action.kind !== ActionKind.Answer) return
  cite(tale, chronicle.asked.get(name))
  if (answered === null) {
    tale.first.push(
      redirected === null
        ? `${who} has no use for the answer any more.`
        : `${who} is no wiser, and goes on waiting for ${name}.`,
    )
    return
  }
  chronicle.answered.set(name, moment.position)
  const what = commandOf(tale, answered.session, answered.serial)
  if (answered.status !== AnswerStatus.Done) {
    tale.first.push(`${who} is told that ${notDoneWords(answered.status, name, failed)}.`)
    return
  }
  const value =
    what === undefined || what.operation > Operation.Append
      ? 'done'
      : `${commandWords(what)} gives ${valueWords(answered.value)}`
  tale.first.push(`${who} has its answer to ${name}: ${value}.`)
}

/** What a client learns from an answer that brings no result. */
function notDoneWords(status: Answer['status'], name: string, failed: boolean): string {
  if (status === AnswerStatus.Expired) return 'its session is over'
  if (failed) return `${name} has failed: nothing of it was done, nor will be`
  if (status === AnswerStatus.Unknown) return `nobody can tell whether ${name} is done, or will be`
  return `nothing was done of ${name}`
}
