import { SOON } from '../../harness/schedule/schedule.ts'
import { ActionKind, type Action } from '../../harness/world/action.ts'
import type { Cluster } from '../../harness/world/cluster.ts'
import { nextWord, refuse, takeEnd, takeIf, takeOneOf, type Cursor } from './cursor.ts'
import {
  abandonPhrase,
  calmPhrase,
  crashPhrase,
  jumpPhrase,
  stallPhrase,
  answerPhrase,
  askPhrase,
  linksPhrase,
  messagePhrase,
  segmentPhrase,
  serverPhrase,
  timerPhrase,
  tornPhrase,
  writePhrase,
  type Phrase,
} from './phrases.ts'
import { takeTime, timeText } from './time-text.ts'

const DROP_ANSWER = 'drop answer'

/** How each kind of action is told: its verb, and what follows. */
const TOLD: { readonly [kind in ActionKind]: readonly [verb: string, phrase: Phrase] } = {
  [ActionKind.Deliver]: ['deliver', messagePhrase(ActionKind.Deliver)],
  [ActionKind.Duplicate]: ['duplicate', messagePhrase(ActionKind.Duplicate)],
  [ActionKind.Drop]: ['drop', messagePhrase(ActionKind.Drop)],
  [ActionKind.Timer]: ['timer', timerPhrase],
  [ActionKind.Flush]: ['flush', writePhrase(ActionKind.Flush)],
  [ActionKind.Crash]: ['crash', crashPhrase],
  [ActionKind.Lose]: ['lose', writePhrase(ActionKind.Lose)],
  [ActionKind.Tear]: ['tear', tornPhrase(ActionKind.Tear)],
  [ActionKind.Restart]: ['restart', serverPhrase(ActionKind.Restart)],
  [ActionKind.Cut]: ['cut', linksPhrase(ActionKind.Cut)],
  [ActionKind.Mend]: ['mend', linksPhrase(ActionKind.Mend)],
  [ActionKind.Ask]: ['ask', askPhrase],
  [ActionKind.Answer]: ['answer', answerPhrase(ActionKind.Answer)],
  [ActionKind.DropAnswer]: [DROP_ANSWER, answerPhrase(ActionKind.DropAnswer)],
  [ActionKind.Abandon]: ['abandon', abandonPhrase],
  [ActionKind.Restore]: ['restore', serverPhrase(ActionKind.Restore)],
  [ActionKind.Apply]: ['apply', serverPhrase(ActionKind.Apply)],
  [ActionKind.Fail]: ['fail', writePhrase(ActionKind.Fail)],
  [ActionKind.Rot]: ['rot', writePhrase(ActionKind.Rot)],
  [ActionKind.Remove]: ['remove', segmentPhrase],
  [ActionKind.Stall]: ['stall', stallPhrase],
  [ActionKind.Wipe]: ['wipe', serverPhrase(ActionKind.Wipe)],
  [ActionKind.Jump]: ['jump', jumpPhrase],
  [ActionKind.Calm]: ['calm', calmPhrase],
}

const PHRASE_OF = new Map(Object.values(TOLD))

/** What a line after the header may begin with, a time aside. */
const FIRST_WORDS = [...new Set([...PHRASE_OF.keys()].map((verb) => verb.split(' ')[0] as string)), 'expect']

/** Reads a line that is an action. */
export function readAction(cursor: Cursor, cluster: Cluster): Action {
  const at = takeTime(cursor)
  if (nextWord(cursor) === 'expect') {
    refuse(cursor, 'an expectation has no time, it speaks of the moment it stands at', '"expect …" alone')
  }
  const first = FIRST_WORDS[takeOneOf(cursor, FIRST_WORDS, 'action')] as string
  const verb = first === 'drop' && takeIf(cursor, 'answer') ? DROP_ANSWER : first
  const read = (PHRASE_OF.get(verb) as Phrase).read(cursor, cluster, at)
  takeEnd(cursor)
  return read
}

/** The line of an action. */
export function actionText(written: Action): string {
  const [verb, phrase] = TOLD[written.kind]
  const told = `${verb} ${phrase.write(written)}`
  return written.at === SOON ? told : `${timeText(written.at)} ${told}`
}
