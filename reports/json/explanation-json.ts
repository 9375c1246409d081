import { serverName } from '../../harness/world/names.ts'
import type { Explanation } from '../story/explanation.ts'

/** An explanation as scripts read it. */
export interface ExplanationJson {
  readonly property: string
  readonly title: string
  /** The sentence of the paper that did not hold. */
  readonly rule: string
  readonly steps: readonly {
    /** Which action of the run, from 1; 0: the start. */
    readonly action: number
    /** The action as scenario text. */
    readonly line: string
    readonly server?: string
    readonly text: string
    /** The actions that brought it about. */
    readonly because: readonly number[]
  }[]
  /** Actions that are not told. */
  readonly leftOut: number
  readonly broken: readonly {
    readonly action: number
    readonly rule: string
    readonly text: string
    readonly promise: string
    readonly servers: readonly string[]
  }[]
  /** Where a correct server would have acted otherwise first. */
  readonly departure?: { readonly action: number; readonly server: string; readonly text: string }
}

/** An explanation for the `--json` document. */
export function explanationJson(explanation: Explanation): ExplanationJson {
  const { property, title, promise, steps, leftOut, broken, departure } = explanation
  return {
    property,
    title,
    rule: promise,
    steps: steps.map(({ position, action, server, text, because }) => ({
      action: position,
      line: action,
      ...(server < 0 ? {} : { server: serverName(server) }),
      text,
      because,
    })),
    leftOut,
    broken: broken.map(({ position, rule, text, promise: sentence, servers }) => ({
      action: position,
      rule,
      text,
      promise: sentence,
      servers: servers.map(serverName),
    })),
    ...(departure === undefined
      ? {}
      : {
          departure: {
            action: departure.position,
            server: serverName(departure.server),
            text: departure.text,
          },
        }),
  }
}
