import type { Message } from '../../../core/message.ts'
import { Role } from '../../../core/server.ts'
import {
  FILE_NAMES,
  MESSAGE_NAMES,
  operationName,
  serverName,
  sessionName,
  TIMER_NAMES,
} from '../../world/names.ts'
import type { Seat } from '../../world/world.ts'
import type { Clients } from './clients.ts'
import { type Expansion } from './expansion.ts'
import { fileIn, kindOf, SeatInput, whatOf } from './input.ts'
import { kindOfStep, StepKind, whatOfStep, whereOf } from './step.ts'
import { HEAD, RowWord } from './layout.ts'

/** What a step is called. */
export function stepName({ reactions, servers }: Expansion, row: Int32Array, step: number): string {
  const where = whereOf(step)
  const message = (): string => {
    const { from, to, kind, term } = reactions.messages.values[
      row[servers + HEAD + where] as number
    ] as Message
    return `${serverName(from)}→${serverName(to)} ${MESSAGE_NAMES[kind]} t${term}`
  }
  switch (kindOfStep(step)) {
    case StepKind.Deliver:
      return `${message()} arrives`
    case StepKind.Duplicate:
      return `a copy of ${message()} arrives`
    case StepKind.Drop:
      return `${message()} is lost`
    case StepKind.Input:
      return `${serverName(where)} ${inputText(whatOfStep(step))}`
    case StepKind.Ask:
      return `${sessionName(whatOfStep(step))} asks ${serverName(where)}`
    case StepKind.AskAgain:
      return `${sessionName(whatOfStep(step))} asks ${serverName(where)} again`
    case StepKind.Answer: {
      const { answers } = reactions.clients.values[row[servers + RowWord.Clients] as number] as Clients
      const answer = reactions.answers.values[answers[where] as number]
      return `an answer from ${serverName(answer?.from ?? 0)} reaches ${operationName(answer?.session ?? 0, answer?.serial ?? 0)}`
    }
  }
}

function inputText(input: number): string {
  const what = whatOf(input)
  switch (kindOf(input)) {
    case SeatInput.Timer:
      return `${TIMER_NAMES[what as 0]} timer fires`
    case SeatInput.Flush:
      return `flushes its ${FILE_NAMES[fileIn(what)]} file`
    case SeatInput.Crash:
      return 'crashes'
    case SeatInput.Again:
      return 'crashes and starts again'
    case SeatInput.Restart:
      return 'restarts'
    case SeatInput.Tear:
      return `has lost a write to its ${FILE_NAMES[fileIn(what)]} file`
    case SeatInput.Restore:
      return 'has taken over a snapshot'
    case SeatInput.Apply:
      return 'goes on applying'
    case SeatInput.Remove:
      return `removes a segment of its ${FILE_NAMES[what as 0]} file`
    case SeatInput.Message:
    case SeatInput.Ask:
      return 'is told something'
  }
}

/** A state in words, on one line. */
export function stateText({ reactions, servers }: Expansion, row: Int32Array): string {
  const { target } = reactions.world
  const told: string[] = []
  for (let server = 0; server < servers; server++) {
    const { server: state } = reactions.seats.values[row[server] as number] as Seat
    if (state === null) {
      told.push(`${serverName(server)} down`)
      continue
    }
    const { role, currentTerm, log, commitIndex } = target.observe(state)
    const name = Object.keys(Role).find((one) => Role[one as keyof typeof Role] === role)
    told.push(
      `${serverName(server)} ${name} t${currentTerm} log ${log?.entries.length} commit ${commitIndex}`,
    )
  }
  for (const number of row.subarray(servers + HEAD)) {
    const { from, to, kind, term } = reactions.messages.values[number] as Message
    told.push(`${serverName(from)}→${serverName(to)} ${MESSAGE_NAMES[kind]} t${term}`)
  }
  return told.join('; ')
}
