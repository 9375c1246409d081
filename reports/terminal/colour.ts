import { Chalk, type ChalkInstance } from 'chalk'

/** Where text goes, as far as colour is concerned. */
export interface Sink {
  readonly isTTY?: boolean
}

/**
 * The one place that decides about colour: `--color` and `--no-color` first, then NO_COLOR, then FORCE_COLOR, then
 * whether a terminal is looking. (chalk by itself does not heed NO_COLOR.)
 */
export function colourFor(sink: Sink, env: NodeJS.ProcessEnv, wanted: boolean | undefined): ChalkInstance {
  return new Chalk({ level: isColoured(sink, env, wanted) ? 1 : 0 })
}

function isColoured(sink: Sink, env: NodeJS.ProcessEnv, wanted: boolean | undefined): boolean {
  if (wanted !== undefined) return wanted
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0'
  return sink.isTTY === true && env['TERM'] !== 'dumb'
}
