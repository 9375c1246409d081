/** What the harness said of a mutant. */
export type Verdict =
  /** A monitor found a property violated. */
  | { readonly kind: 'violation'; readonly property: string; readonly reason: string; readonly seed: number }
  /** A server broke a rule of single steps, and nothing worse was found in that time. */
  | { readonly kind: 'rule'; readonly property: string; readonly reason: string; readonly seed: number }
  /** The core threw, or could not even be loaded. */
  | { readonly kind: 'exception'; readonly reason: string; readonly seed: number }
  /** A run came to the harness's limit of actions, which no run of the correct core is anywhere near. */
  | { readonly kind: 'endless'; readonly reason: string; readonly seed: number }
  /** The process did not come back in time, or died. */
  | { readonly kind: 'timeout'; readonly reason: string; readonly seed: number }
  | { readonly kind: 'survived' }

/** A verdict, and what it took. */
export interface Judged {
  readonly verdict: Verdict
  readonly seeds: number
  readonly actions: number
  /** Seconds of processor time, loading left out. */
  readonly seconds: number
}
