import type { StructuredPatchHunk } from 'diff'

/** A line of a hunk that is not in the file where it should be. */
export interface Misfit {
  /** Which line of the hunk it is, from 1 for the line after the hunk's header. */
  readonly hunkLine: number
  /** The line of the file that it was held against, from 1. */
  readonly fileLine: number
  readonly wanted: string
  /** `undefined`: the file ends before that line. */
  readonly found: string | undefined
}

/**
 * Why a hunk does not fit a text: its first line that differs at the place where most of its lines are found, which
 * is the place it names unless the text has moved. `undefined` when every line is found.
 */
export function misfitOf(hunk: StructuredPatchHunk, text: string): Misfit | undefined {
  const lines = text.split(/\r?\n/)
  const wanted = oldLines(hunk)
  const place = likeliestPlace(wanted, lines, hunk.oldStart - 1)
  for (let i = 0; i < wanted.length; i++) {
    const { content, hunkLine } = wanted[i] as OldLine
    const found = lines[place + i]
    if (content !== found) return { hunkLine, fileLine: place + i + 1, wanted: content, found }
  }
  return undefined
}

/** A line that a hunk expects in the file. */
interface OldLine {
  readonly hunkLine: number
  readonly content: string
}

function oldLines(hunk: StructuredPatchHunk): OldLine[] {
  return hunk.lines
    .map((line, i) => ({
      marker: line[0] ?? ' ',
      content: line.slice(1).replace(/\r$/, ''),
      hunkLine: i + 1,
    }))
    .filter(({ marker }) => marker === ' ' || marker === '-')
}

/** Where most of the lines are as wanted; of several such places the one nearest to `meant`. Places count from 0. */
function likeliestPlace(wanted: readonly OldLine[], lines: readonly string[], meant: number): number {
  let best = meant
  let most = agreement(wanted, lines, meant)
  for (let place = 0; place < lines.length; place++) {
    const agreeing = agreement(wanted, lines, place)
    if (agreeing < most || (agreeing === most && Math.abs(place - meant) >= Math.abs(best - meant))) continue
    best = place
    most = agreeing
  }
  return best
}

function agreement(wanted: readonly OldLine[], lines: readonly string[], place: number): number {
  return wanted.filter(({ content }, i) => lines[place + i] === content).length
}
