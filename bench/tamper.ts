import { draw, keyOf, Stream, between } from '../harness/schedule/draws.ts'
import { KIND_NAMES, type TraceEvent } from '../harness/traces/trace-event.ts'
import { share, whole } from '../reports/terminal/numbers.ts'
import { cleanTraces, tracesFolder, type CleanTrace, type Told } from './tamper/clean-traces.ts'
import { editOf, type Edit } from './tamper/edit.ts'
import { imported, verdictOf, type Imported, type Verdict } from './tamper/judged.ts'
import { whyAccepted } from './tamper/why.ts'
import { heading, load, seconds } from './measure.ts'

/**
 * Whether one wrong value in a true trace is found: 1,000 edits, each of one field of one line drawn from all clean traces,
 * of etcd/raft with what its host tells and without. `npm run bench -- tamper 5000 7`: so many, by another seed.
 */
const EDITS = Number(process.argv[2] ?? 1000)
const SEED = Number(process.argv[3] ?? 1)
const LONGEST = 6_000
const ASKED = 0.9

heading('tamper', `${whole(EDITS)} edits of one field of one line in clean traces (seed ${SEED})`)
const folder = tracesFolder()
if (folder === null) console.log('  skipped: the recorded traces are not at ../shared/cases/traces')
else tamper(folder)

/** What came of an edit. */
interface Outcome {
  readonly edit: Edit
  readonly source: Imported
  readonly event: TraceEvent
  readonly nativeAlone: boolean
  readonly came: Verdict
}

function tamper(folder: string): void {
  const traces = cleanTraces(folder, LONGEST)
  const edits = editsOf(traces)
  const outcomes: Outcome[] = []
  let refused = 0
  for (const trace of traces) {
    const its = edits.filter((edit) => edit.trace === trace)
    const source = imported(trace, its)
    for (const nativeAlone of [false, true]) {
      if (nativeAlone && trace.implementation !== 'etcd-raft') continue
      if (verdictOf(source, nativeAlone, null).verdict !== 'accept') {
        console.log(`  ${trace.file} is not accepted as it is${nativeAlone ? ', native lines alone' : ''}`)
        refused++
        continue
      }
      for (const [edit, event] of source.edited)
        outcomes.push({ edit, source, event, nativeAlone, came: verdictOf(source, nativeAlone, event) })
    }
  }
  const withHost = outcomes.filter(({ nativeAlone }) => !nativeAlone)
  console.log(`  traces               ${traces.length}, of at most ${LONGEST} lines`)
  tell('with host lines', withHost)
  tell(
    '  etcd-raft',
    withHost.filter(({ edit }) => edit.trace.implementation === 'etcd-raft'),
  )
  tell(
    '  raft-rs',
    withHost.filter(({ edit }) => edit.trace.implementation === 'raft-rs'),
  )
  tell(
    'native lines alone',
    outcomes.filter(({ nativeAlone }) => nativeAlone),
  )
  tellFields(outcomes)
  tellWhere(outcomes)
  const missed = (some: readonly Outcome[]): Outcome[] => some.filter(({ came }) => came.verdict !== 'reject')
  const known = new Set(missed(withHost).map(({ edit }) => edit))
  tellAccepted('accepted', missed(withHost))
  tellAccepted(
    'accepted, native lines alone, and no more',
    missed(outcomes).filter(({ nativeAlone, edit }) => nativeAlone && !known.has(edit)),
  )
  console.log(`  processor            ${seconds().toFixed(0)} s`)
  load()
  if (refused > 0 || rejectedOf(withHost) < ASKED * withHost.length) process.exitCode = 1
}

/** As many edits as are asked for, of lines drawn from all traces. */
function editsOf(traces: readonly CleanTrace[]): Edit[] {
  const key = keyOf(SEED)
  const lines = traces.flatMap((trace) => trace.lines.map((told): [CleanTrace, Told] => [trace, told]))
  const edits: Edit[] = []
  for (let turn = 0; edits.length < EDITS; turn++) {
    const chance = (what: number): number => draw(key, Stream.Victim, turn, what, 0, 0)
    const [trace, told] = lines[between(chance(0), 0, lines.length - 1)] as [CleanTrace, Told]
    const edit = editOf(trace, told, chance)
    if (edit !== null) edits.push(edit)
  }
  return edits
}

function rejectedOf(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ came }) => came.verdict === 'reject').length
}

function tell(what: string, outcomes: readonly Outcome[]): void {
  const rejected = rejectedOf(outcomes)
  console.log(
    `  ${what.padEnd(20)} ${share(rejected, outcomes.length)} rejected, ${rejected} of ${outcomes.length}`,
  )
}

function tellFields(outcomes: readonly Outcome[]): void {
  const fields = [...new Set(outcomes.map(({ edit }) => edit.field))].sort()
  for (const field of fields) {
    const its = outcomes.filter(({ edit }) => edit.field === field)
    const [all, native] = [its.filter((one) => !one.nativeAlone), its.filter((one) => one.nativeAlone)]
    const counts = `${rejectedOf(all)} of ${all.length}`
    const alone =
      native.length === 0 ? '' : `; native lines alone ${share(rejectedOf(native), native.length)}`
    console.log(
      `    ${field.padEnd(18)} ${share(rejectedOf(all), all.length).padStart(7)} (${counts})${alone}`,
    )
  }
}

/** Where edits are found: no line before them can be the one. */
function tellWhere(outcomes: readonly Outcome[]): void {
  const apart = outcomes
    .filter(({ came }) => came.verdict === 'reject')
    .map(({ edit, came }) => came.line - edit.line)
    .sort((one, other) => one - other)
  const at = apart.filter((lines) => lines === 0).length
  const later = apart.filter((lines) => lines > 0)
  const behind = (part: number): number => later[Math.floor(later.length * part)] ?? 0
  console.log(
    `  found                ${share(at, apart.length)} at the line itself, ${share(later.length, apart.length)} later: half of those within ${behind(0.5)} lines, nine of ten within ${behind(0.9)}; ${apart.length - at - later.length} before it`,
  )
}

/** Every edit that was not found, by what explains it. */
function tellAccepted(what: string, outcomes: readonly Outcome[]): void {
  const groups = new Map<string, string[]>()
  for (const { edit, source, event, nativeAlone, came } of outcomes) {
    const why =
      came.verdict === 'undecided'
        ? 'undecided'
        : whyAccepted(nativeAlone ? source.native : source.events, edit, event)
    const { trace, line, field, before, after } = edit
    const text = `${trace.file}:${line} ${KIND_NAMES[event.kind]} ${field} ${JSON.stringify(before)} → ${JSON.stringify(after)}`
    groups.set(why, [...(groups.get(why) ?? []), text])
  }
  console.log(`  ${what}`)
  for (const [why, texts] of [...groups].sort(([, one], [, other]) => other.length - one.length)) {
    console.log(`    ${why}: ${texts.length}`)
    for (const text of texts) console.log(`      ${text}`)
  }
}
