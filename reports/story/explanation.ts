/** One action of a story, told. */
export interface Step {
  /** Which action of the run it was, from 1; 0: the start. In a calm it is beyond the schedule's own actions. */
  readonly position: number
  /** The action as scenario text has it. */
  readonly action: string
  /** The server that it happened to; -1 where it was none. */
  readonly server: number
  /** What it did and why that matters, in the paper's terms: one or two plain sentences. */
  readonly text: string
  /** The positions of the steps that brought it about, in order; of a long story some of them are not told. */
  readonly because: readonly number[]
}

/** A rule of the paper that a server broke on the way. */
export interface BrokenRule {
  readonly position: number
  readonly rule: string
  /** What was seen, in one line. */
  readonly text: string
  /** The rule as the paper has it. */
  readonly promise: string
  readonly servers: readonly number[]
}

/** The first step that a correct server would have taken otherwise. */
export interface Departure {
  readonly position: number
  readonly server: number
  /** What a correct server would have done: a sentence. */
  readonly text: string
}

/** A violation, and how it came about. */
export interface Explanation {
  readonly property: string
  readonly title: string
  /** The sentence of the paper that did not hold. */
  readonly promise: string
  /** The chain of causes, in the order of the run; the last one is the action that showed the violation. */
  readonly steps: readonly Step[]
  /** How many actions until then are not told, because the violation does not need them. */
  readonly leftOut: number
  readonly broken: readonly BrokenRule[]
  /** Absent where there is no correct server to compare with. */
  readonly departure?: Departure
}
