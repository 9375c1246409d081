import { join } from 'node:path'
import type { SearchAsked, Searched } from '../../check-search.ts'
import { searchJson } from '../../reports/json/search-json.ts'
import { explanationJson } from '../../reports/json/explanation-json.ts'
import { violationJson } from '../../reports/json/violation-json.ts'
import { colourFor } from '../../reports/terminal/colour.ts'
import { searchSummary } from '../../reports/terminal/search-summary.ts'
import type { RunTarget } from '../../run.ts'
import { recordedText } from '../../scenarios/recorded.ts'
import { findingText } from '../finding-text.ts'
import { findingOf, type Finding } from '../findings.ts'
import { keepFinding, stemOf } from '../keep-findings.ts'
import { writeWhole } from '../output-folder.ts'
import { programText, shellWord } from '../subject.ts'
import { printJson, printText, textSink, told } from '../tell.ts'
import type { CheckFlags } from './options.ts'

/** All that came of `check`. */
export interface CheckTold {
  readonly asked: SearchAsked
  readonly searched: Searched
  readonly checked: readonly string[]
  readonly notChecked: readonly { readonly property: string; readonly missing: readonly string[] }[]
  readonly subject: RunTarget
}

/** Tells what came of it, to people and as JSON, and keeps the story where that is asked for. */
export function tellCheck(all: CheckTold, flags: CheckFlags): void {
  const { searched, asked, checked, notChecked } = all
  const { from, last } = flags
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  const finding = findingIn(all, flags)
  const failure = failureTextOf(all)
  const files = flags.out === undefined ? [] : filesKept(flags.out, finding, failure, all, flags)
  const wrote = files.length === 0 ? [] : [`written to ${flags.out}: ${files.join(', ')}`]
  const title = finding?.told.violation.title
  const summary = searchSummary({ ...searched, properties: checked.length, title }, chalk)
  const story =
    finding === undefined ? [...(failure === undefined ? [] : [failure])] : [findingText(finding, chalk)]
  printText([...story, summary, ...wrote].join('\n'), flags.json)
  if (flags.json !== true) return
  printJson({
    ...searchJson({ ...searched, bounds: asked.bounds, checked, notChecked }),
    ...(from === undefined ? {} : { from: { run: from, last, played: asked.from?.length } }),
    violations: finding === undefined ? [] : [findingJson(finding)],
    ...(failure === undefined ? {} : { failure: { scenario: failure } }),
    ...(flags.out === undefined ? {} : { files }),
  })
}

/** What there is to keep, written to a folder; the names of the files. */
function filesKept(
  folder: string,
  finding: Finding | undefined,
  failure: string | undefined,
  { subject }: CheckTold,
  { bug }: CheckFlags,
): string[] {
  if (finding !== undefined) return keepFinding(folder, stemOf(finding), finding, subject.target, bug)
  if (failure === undefined) return []
  writeWhole(join(folder, FAILURE_FILE), failure)
  return [FAILURE_FILE]
}

const FAILURE_FILE = 'failure.scenario'

/** How the target came to throw an error, as scenario text; its last action has it thrown. */
function failureTextOf({ searched, asked }: CheckTold): string | undefined {
  const { failure } = searched
  if (failure === undefined) return undefined
  const comment = `Recorded from ${sourceOf(asked)}. A server throws an error at the last action.`
  return recordedText(failure.schedule, { title: 'a server throws an error', comment, violations: [] })
}

function sourceOf({ walks, order }: SearchAsked): string {
  return walks === undefined ? `a search, ${order} first` : 'a walk at random'
}

/** The violation and its story; the command that shows it again plays the story's file, or searches once more. */
function findingIn({ searched, asked, subject }: CheckTold, flags: CheckFlags): Finding | undefined {
  const { story } = searched
  if (story === undefined) return undefined
  const { schedule, violation } = story
  const from = sourceOf(asked)
  const again = `${programText()} check${process.argv
    .slice(3)
    .filter(isNoTelling)
    .map(shellWord)
    .map((word) => ` ${word}`)
    .join('')}`
  const one = findingOf(told(violation, again), from, schedule, undefined, subject.target)
  if (flags.out === undefined) return one
  const file = shellWord(`${flags.out.replace(/\/$/u, '')}/${stemOf(one)}.scenario`)
  return findingOf(
    told(violation, `${programText()} replay ${file}`),
    from,
    schedule,
    undefined,
    subject.target,
  )
}

function isNoTelling(word: string): boolean {
  return !['--json', '--color', '--no-color'].includes(word)
}

function findingJson({ told: one, from, whole: schedule, explanation }: Finding): object {
  const { title } = one.violation
  return {
    ...violationJson(one),
    scenario: recordedText(schedule, {
      title,
      comment: `Recorded from ${from}.`,
      violations: [one.violation],
    }),
    explanation: explanationJson(explanation),
  }
}
