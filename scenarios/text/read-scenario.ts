import type { Cluster } from '../../harness/world/cluster.ts'
import { readAction } from './action-text.ts'
import { cursorAt, nextWord, refuse } from './cursor.ts'
import { readExpectation } from './expectation-text.ts'
import { isHeaderWord } from './header-line.ts'
import { readHeader } from './read-header.ts'
import type { Line, Scenario } from './scenario.ts'
import { ScenarioError } from './scenario-error.ts'
import { cleanLine, isComment, sourceOf, type Source } from './source.ts'

/**
 * Reads scenario text; `file` is what errors call it. Throws `ScenarioError` where the text is malformed, cut short,
 * or names what is not there. Beside what `writeScenario` writes it takes `->` and `<->` for the arrows, `#2` for
 * `·2`, times with fewer decimals, header lines in any order after the first, and line breaks of both kinds.
 */
export function readScenario(text: string, file: string): Scenario {
  const source = sourceOf(text, file)
  const { title, target, cluster, remarks, leftOver, ends } = readHeader(source)
  const lines = [...leftOver]
  for (let place = ends; place < source.lines.length; place++) lines.push(readLine(source, place, cluster))
  checkViolations(file, lines)
  return { file, title, target, cluster, remarks, lines }
}

function readLine(source: Source, place: number, cluster: Cluster): Line {
  const text = cleanLine(source, place)
  const number = place + 1
  if (isComment(text)) return { kind: 'comment', number, text }
  const cursor = cursorAt(source.file, number, text)
  const word = nextWord(cursor) as string
  if (isHeaderWord(word)) refuse(cursor, `"${word}" belongs to the header`, 'it above the first action')
  if (word === 'expect') return { kind: 'expectation', number, expectation: readExpectation(cursor, cluster) }
  return { kind: 'action', number, action: readAction(cursor, cluster) }
}

/** A run cannot be expected to violate something and to violate nothing. */
function checkViolations(file: string, lines: readonly Line[]): void {
  const find = (kind: string): Line | undefined =>
    lines.find((line) => line.kind === 'expectation' && line.expectation.kind === kind)
  const some = find('violation')
  const none = find('no violation')
  if (some === undefined || none === undefined) return
  const [first, second] = some.number < none.number ? [some, none] : [none, some]
  throw new ScenarioError(
    file,
    second.number,
    `this contradicts line ${first.number}; expected either violations or none`,
  )
}
