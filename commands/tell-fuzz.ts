import type { FuzzResult } from '../fuzz.ts'
import { operationOutcomes } from '../harness/campaign/gauge.ts'
import { FAULTS } from '../harness/faults/faults.ts'
import { fingerprintText } from '../harness/schedule/fingerprint.ts'
import { situations } from '../properties/situations.ts'
import { shrunkJson } from '../reports/json/shrunk-json.ts'
import { violationJson } from '../reports/json/violation-json.ts'
import { closingScreen } from '../reports/terminal/closing-screen.ts'
import { colourFor } from '../reports/terminal/colour.ts'
import { tellCorpus } from '../reports/terminal/tell-corpus.ts'
import { tellViolation } from '../reports/terminal/tell-violation.ts'
import type { Kept } from './corpus.ts'
import { findingText } from './finding-text.ts'
import type { Finding } from './findings.ts'
import type { FuzzFlags } from './fuzz.ts'
import { subjectText } from './subject.ts'
import { printJson, printText, textSink } from './tell.ts'

/** All that came of `fuzz`. */
export interface FuzzTold {
  readonly result: FuzzResult
  readonly findings: readonly Finding[]
  /** The scenarios that were kept before, played again. */
  readonly corpus: readonly Kept[]
  /** The files that were written to `--out`. */
  readonly files: readonly string[]
  /** The files that were added to the corpus. */
  readonly added: readonly string[]
}

/** Tells what came of `fuzz`, to people and as JSON. */
export function tellFuzz({ result, findings, corpus, files, added }: FuzzTold, flags: FuzzFlags): void {
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  const setting = `${subjectText(flags)}, ${flags.workers === 1 ? '1 worker' : `${flags.workers} workers`}`
  const screen = closingScreen(
    { ...result, firstSeed: flags.seed, setting, situations: situations.map(({ name }) => name) },
    chalk,
  )
  const unreached = unreachedOf(result, flags)
  const missed =
    unreached.length === 0 ? [] : [chalk.red.bold(`required, and not reached: ${unreached.join(', ')}`)]
  const kept = flags.corpus === undefined ? [] : [tellCorpus(corpus, added, chalk)]
  const wrote = files.length === 0 ? [] : [`written to ${flags.out}: ${files.join(', ')}`]
  const tellings = findings.map((finding) =>
    finding.shrunk === undefined ? tellViolation(finding.told, chalk) : findingText(finding, chalk),
  )
  printText([...tellings, [screen, ...kept, ...wrote, ...missed].join('\n')].join('\n\n'), flags.json)
  if (flags.json === true) printJson(fuzzJson({ result, findings, corpus, files, added }, flags))
}

function fuzzJson({ result, findings, corpus, files, added }: FuzzTold, flags: FuzzFlags): object {
  const { seeds, actions, gauge, virtual, undecided, broken, checked, notChecked, interrupted } = result
  const isRule = ({ told }: Finding): boolean => told.violation.grade === 'rule'
  return {
    seeds,
    firstSeed: flags.seed,
    actions,
    seconds: result.seconds,
    actionsPerSecond: Math.round(actions / result.seconds),
    virtualSeconds: virtual / 1e6,
    acknowledged: gauge.acknowledged,
    operations: operationOutcomes(gauge),
    committed: gauge.committed,
    violations: findings.filter((one) => !isRule(one)).map(findingJson),
    rules: findings.filter(isRule).map(findingJson),
    undecided,
    broken,
    calms: result.calms,
    excused: Object.values(result.excused).reduce((sum, count) => sum + count, 0),
    excuses: result.excused,
    situations: situationCounts(result),
    unreached: unreachedOf(result, flags),
    faults: faultsJson(result.faults),
    checked,
    notChecked,
    ...(flags.corpus === undefined ? {} : { corpus: corpus.map(keptJson), added }),
    ...(flags.out === undefined ? {} : { files }),
    interrupted,
    fingerprint: fingerprintText(result.fingerprint),
  }
}

function findingJson({ told, shrunk, from, whole, explanation }: Finding): object {
  return {
    ...violationJson(told),
    ...(shrunk === undefined ? {} : { shrunk: shrunkJson(shrunk, from, whole.actions.length, explanation) }),
  }
}

function keptJson({ file, violations, skipped, actions }: Kept): object {
  return {
    file,
    passed: violations.length === 0,
    violations: violations.map(({ identity, title }) => ({ identity, title })),
    actions,
    skipped,
  }
}

/** How many plans drew each fault, and how often it made a difference. */
function faultsJson({ plans, bites }: FuzzResult['faults']): object {
  return Object.fromEntries(
    FAULTS.map(({ name }, fault) => [name, { plans: plans[fault], bites: bites[fault] }]),
  )
}

/** By situation, in how many seeds it was reached. */
function situationCounts({ reach }: FuzzResult): Record<string, number> {
  return Object.fromEntries(situations.map(({ name }) => [name, reach.situations.get(name)?.seeds ?? 0]))
}

/** Those that were required, and that no seed reached. */
export function unreachedOf({ reach }: FuzzResult, { require = [] }: FuzzFlags): string[] {
  return require.filter((name) => !reach.situations.has(name))
}
