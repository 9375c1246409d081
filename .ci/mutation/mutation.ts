import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { MOST_SEED, seconds, wholeNumber } from '../../commands/plain-arguments.ts'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { coreSources, type Sources } from '../../harness/targets/sources.ts'
import { readRepository } from '../tidy/repository.ts'
import { isTest, isTypeScript, isWithin } from '../tidy/source.ts'
import { arguedIn } from './argued.ts'
import { timesRun, type Coverage } from './coverage.ts'
import { drawn } from './draw.ts'
import { runTrial } from './judge.ts'
import { isLeftOut } from './left-out.ts'
import { conditionsName, openLedger, type Ledger } from './ledger.ts'
import { patchOf, placeOf, type Mutant } from './mutant.ts'
import { pageOf, reportOf } from './report.ts'
import type { Result } from './result.ts'
import { mutantsOf } from './stryker.ts'
import { tableOf } from './table.ts'
import type { Judged } from './verdict.ts'

interface Flags {
  readonly mutants: number
  readonly seed: number
  readonly seconds: number
  readonly first: number
  readonly workers: number
  readonly only?: string
  readonly after?: string
}

/** The core is covered for so many times the seconds that a mutant is fuzzed, so that its seeds are some of those. */
const COVERED = 4

const root = packageRoot()
const folder = join(root, 'whitewater-out', 'mutation')

await new Command('mutation')
  .description('How good is the judge: mutants of core/, each fuzzed before all monitors.')
  .option('--mutants <n>', 'how many to draw', wholeNumber(1, 1e6), 500)
  .option('--seed <s>', 'what draws them', wholeNumber(0, MOST_SEED), 1)
  .option('--seconds <s>', 'for how long each is fuzzed at most, in processor time', seconds, 10)
  .option('--first <s>', 'the first seed of the fuzzer; the others follow it', wholeNumber(0, MOST_SEED), 1)
  .option('--workers <n>', 'how many at once', wholeNumber(1, 64), 2)
  .option('--only <text>', 'of those drawn, the ones whose name has this text in it')
  .option(
    '--after <ledger>',
    'take over what an earlier run killed, of the same core and before monitors were added: they kill it again',
  )
  .action(run)
  .parseAsync()

async function run(flags: Flags): Promise<void> {
  const sources = coreSources()
  const made = await mutantsOf(sources)
  const all = made.filter((mutant) => !isLeftOut(mutant, sources.get(mutant.file) as string))
  const chosen = drawn(all, flags.seed, flags.mutants).filter(({ name }) => name.includes(flags.only ?? ''))
  const name = conditionsName({ sources: judgedSources(), seconds: flags.seconds, first: flags.first })
  say(`${made.length} mutants by StrykerJS, ${made.length - all.length} of them in what no server runs`)
  say(`${chosen.length} drawn by seed ${flags.seed}; ledger ${name}`)
  const coverage = await coverageOf(sources, flags, join(folder, `${name}.coverage.json`))
  const ledger = openLedger(join(folder, `${name}.jsonl`))
  if (flags.after !== undefined) takeOver(openLedger(flags.after), ledger)
  await judgeAll(chosen, sources, { flags, coverage, ledger })
  const results = chosen.map((mutant): Result => {
    const judged = ledger.judged.get(mutant.name) as Judged
    return { mutant, timesRun: timesRun(coverage.coverage, mutant), judged }
  })
  const argued = arguedIn(readFileSync(join(import.meta.dirname, 'survivors.md'), 'utf8'))
  keepReport(reportOf(results, argued, sources))
  say(`\n${tableOf(results, argued, sources)}`)
}

/** All that a verdict may depend on. */
function judgedSources(): readonly { path: string; text: string }[] {
  return readRepository(root).filter(
    (source) =>
      isTypeScript(source) && !isTest(source) && isWithin(source.path, ['core', 'harness', 'properties']),
  )
}

interface Covered {
  readonly coverage: Coverage
  readonly seeds: number
}

/** How often each part of the unharmed core runs; kept beside the ledger. */
async function coverageOf(sources: Sources, { first, seconds }: Flags, file: string): Promise<Covered> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Covered
  const path = 'core/step.ts'
  const source = sources.get(path) as string
  const unharmed = {
    file: path,
    name: 'nothing',
    start: source.length,
    end: source.length,
    replacement: '// the end\n',
  }
  const patch = patchOf({ ...unharmed, mutator: '', original: '' }, sources)
  const { judged, coverage } = await runTrial({ patch, first, seconds: seconds * COVERED, coverage: true })
  if (judged.verdict.kind !== 'survived' || coverage === undefined)
    throw new Error(`The core as it is does not pass: ${JSON.stringify(judged.verdict)}; mend that first.`)
  const covered = { coverage, seeds: judged.seeds }
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, JSON.stringify(covered))
  say(`coverage: ${judged.seeds} seeds, ${judged.actions} actions`)
  return covered
}

/** Kept verdicts of death, from before monitors were added. */
function takeOver(earlier: Ledger, ledger: Ledger): void {
  for (const [name, judged] of earlier.judged)
    if (judged.verdict.kind !== 'survived' && !ledger.judged.has(name)) ledger.add(name, judged)
}

interface Judging {
  readonly flags: Flags
  readonly coverage: Covered
  readonly ledger: Ledger
}

/** Judges the mutants that the ledger does not have yet, so many at once. */
async function judgeAll(chosen: readonly Mutant[], sources: Sources, judging: Judging): Promise<void> {
  const { flags, ledger } = judging
  const waiting = chosen.filter(({ name }) => !ledger.judged.has(name))
  say(`${chosen.length - waiting.length} judged before, ${waiting.length} to go`)
  const work = async (): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const judged = await judge(mutant, sources, judging)
      ledger.add(mutant.name, judged)
      say(
        `${String(waiting.length).padStart(4)} ${placeOf(mutant, sources)} ${mutant.mutator}: ${told(judged)}`,
      )
    }
  }
  await Promise.all(Array.from({ length: flags.workers }, work))
}

/** A mutant whose place no seed reaches is the core as it is, and is not run. */
async function judge(mutant: Mutant, sources: Sources, { flags, coverage }: Judging): Promise<Judged> {
  if (timesRun(coverage.coverage, mutant) === 0)
    return { verdict: { kind: 'survived' }, seeds: coverage.seeds, actions: 0, seconds: 0 }
  const { first, seconds } = flags
  return (await runTrial({ patch: patchOf(mutant, sources), first, seconds, coverage: false })).judged
}

function told({ verdict, seeds }: Judged): string {
  if (verdict.kind === 'survived') return `survived ${seeds} seeds`
  return `${'property' in verdict ? verdict.property : verdict.kind}, seed ${verdict.seed}`
}

function keepReport(report: object): void {
  const elements = join(
    import.meta.dirname,
    'node_modules/mutation-testing-elements/dist/mutation-test-elements.js',
  )
  writeFileSync(join(folder, 'mutation.json'), JSON.stringify(report))
  writeFileSync(join(folder, 'mutation.html'), pageOf(report, readFileSync(elements, 'utf8')))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
