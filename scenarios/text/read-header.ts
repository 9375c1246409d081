import { quoted } from './characters.ts'
import { clusterIn, targetIn } from './check-header.ts'
import { cursorAt, nextWord } from './cursor.ts'
import { blankHeader, isHeaderWord, takeHeaderLine, type HeaderDraft } from './header-line.ts'
import type { Line, Remark, Scenario } from './scenario.ts'
import { ScenarioError } from './scenario-error.ts'
import { cleanLine, isComment, type Source } from './source.ts'
import { FIRST_LINE, headerParts } from './write-header.ts'

/** A scenario's header, and where what follows it begins. */
export interface Header extends Pick<Scenario, 'title' | 'target' | 'cluster' | 'remarks'> {
  /** Comments of the header that stand above nothing that is written. */
  readonly leftOver: readonly Line[]
  /** The place of the first line after the header, from 0. */
  readonly ends: number
}

/** A comment of the header and, once it is read, what the line below it is about. */
interface Comment {
  readonly text: string
  readonly number: number
  readonly above: string
}

/** Reads a text's header. */
export function readHeader(source: Source): Header {
  const draft = blankHeader()
  const { comments, ends } = readLines(source, draft)
  const { title } = draft
  const target = targetIn(source.file, draft)
  const cluster = clusterIn(source.file, draft)
  const written = new Map(headerParts({ title, target, cluster }).map(({ about }, place) => [about, place]))
  const placed = placeComments(comments, [...draft.lineOf.keys()], written)
  return { title, target, cluster, ...placed, ends }
}

function readLines(source: Source, draft: HeaderDraft): { comments: Comment[]; ends: number } {
  const comments: Comment[] = []
  let ends = 0
  let pending: Omit<Comment, 'above'>[] = []
  for (let place = 0; place < source.lines.length; place++) {
    const raw = source.lines[place] as string
    const line = raw.startsWith('|') ? raw : cleanLine(source, place)
    if (isComment(line)) {
      pending.push({ text: line, number: place + 1 })
      continue
    }
    const cursor = cursorAt(source.file, place + 1, line)
    const word = nextWord(cursor) as string
    if (draft.lineOf.size === 0 && word !== 'whitewater') {
      refuseFirst(source, place + 1, `the text begins with ${quoted(line)}`)
    }
    if (!isHeaderWord(word)) break
    const above = takeHeaderLine(cursor, draft)
    for (const comment of pending) comments.push({ ...comment, above })
    pending = []
    ends = place + 1
  }
  if (ends === 0) {
    refuseFirst(source, 1, source.lines.length === 0 ? 'the text is empty' : 'there is nothing but comments')
  }
  return { comments, ends }
}

function refuseFirst({ file }: Source, line: number, problem: string): never {
  throw new ScenarioError(file, line, `${problem}; expected "${FIRST_LINE}" first`)
}

/**
 * A comment stays above the line it stood above. Where that one is not written, as it says what goes without saying,
 * the comment goes to the next one that is.
 */
function placeComments(
  comments: readonly Comment[],
  read: readonly string[],
  written: ReadonlyMap<string, number>,
): Pick<Header, 'remarks' | 'leftOver'> {
  const places = new Map<string, number>()
  let place: number | undefined
  for (const about of read.toReversed()) {
    const own = written.get(about)
    if (own !== undefined) place = own
    if (place !== undefined) places.set(about, place)
  }
  const remarks: Remark[] = []
  const leftOver: Line[] = []
  for (const { text, number, above } of comments) {
    const part = places.get(above)
    if (part === undefined) leftOver.push({ kind: 'comment', number, text })
    else remarks.push({ text, above: part })
  }
  return { remarks: remarks.sort((one, other) => one.above - other.above), leftOver }
}
