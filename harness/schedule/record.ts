import { action, type Action, type ActionKind } from '../world/action.ts'

/** A run's actions, packed into numbers: four of 32 bits and the time. */
export interface Recording {
  words: Int32Array
  times: Float64Array
  length: number
}

const WORDS = 4

/** A recording of no action. It may be used for one run after another. */
export function blankRecording(): Recording {
  return { words: new Int32Array(WORDS * 4096), times: new Float64Array(4096), length: 0 }
}

/** Adds an action. */
export function record(recording: Recording, done: Action): void {
  const place = recording.length++
  if (place === recording.times.length) grow(recording)
  const { words } = recording
  const word = place * WORDS
  words[word] = done.kind | (done.topic << 5) | (done.value << 9)
  words[word + 1] = done.server | (done.peer << 8)
  words[word + 2] = done.term
  words[word + 3] = done.turn
  recording.times[place] = done.at
}

/** The actions, unpacked. */
export function recordedActions(recording: Recording): Action[] {
  const actions: Action[] = []
  for (let place = 0; place < recording.length; place++) {
    const first = recording.words[place * WORDS] as number
    const second = recording.words[place * WORDS + 1] as number
    const term = recording.words[place * WORDS + 2] as number
    const turn = recording.words[place * WORDS + 3] as number
    const kind = (first & 31) as ActionKind
    const at = recording.times[place] as number
    actions.push(
      action(kind, at, second & 255, (second >>> 8) & 255, (first >>> 5) & 15, term, turn, first >>> 9),
    )
  }
  return actions
}

function grow(recording: Recording): void {
  const { words, times } = recording
  recording.words = new Int32Array(words.length * 2)
  recording.words.set(words)
  recording.times = new Float64Array(times.length * 2)
  recording.times.set(times)
}
