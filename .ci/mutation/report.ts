import type { Sources } from '../../harness/targets/sources.ts'
import { positionAt } from './mutant.ts'
import { fateOf, type Fate, type Result } from './result.ts'

/** How the mutation testing report schema names each fate. */
const STATUS: Readonly<Record<Fate, string>> = {
  violation: 'Killed',
  rule: 'Killed',
  exception: 'Killed',
  endless: 'Killed',
  timeout: 'Timeout',
  survived: 'Survived',
  'not reached': 'NoCoverage',
  equivalent: 'Ignored',
}

/** The results in the mutation testing report schema, version 2, which StrykerJS's own reports are written in. */
export function reportOf(results: readonly Result[], argued: ReadonlySet<string>, sources: Sources): object {
  const files = [...new Set(results.map(({ mutant }) => mutant.file))].sort()
  const properties = new Set(results.flatMap(({ judged }) => killersOf(judged.verdict)))
  return {
    schemaVersion: '2',
    thresholds: { high: 90, low: 80 },
    projectRoot: '',
    files: Object.fromEntries(
      files.map((file) => [
        file,
        {
          language: 'typescript',
          source: sources.get(file),
          mutants: results
            .filter(({ mutant }) => mutant.file === file)
            .map((result) => mutantOf(result, fateOf(result, argued), sources.get(file) as string)),
        },
      ]),
    ),
    testFiles: { properties: { tests: [...properties].sort().map((name) => ({ id: name, name })) } },
  }
}

function mutantOf({ mutant, judged, timesRun }: Result, fate: Fate, source: string): object {
  const { verdict, seeds, seconds } = judged
  const { name, mutator, replacement, start, end } = mutant
  return {
    id: name,
    mutatorName: mutator,
    replacement,
    location: { start: positionAt(source, start), end: positionAt(source, end) },
    status: STATUS[fate],
    statusReason:
      verdict.kind === 'survived'
        ? `${fate}: ${seeds} seeds; its place ran ${timesRun} times`
        : `${fate} at seed ${verdict.seed}: ${verdict.reason}`,
    killedBy: killersOf(verdict),
    duration: Math.round(seconds * 1000),
  }
}

function killersOf(verdict: Result['judged']['verdict']): readonly string[] {
  if (verdict.kind === 'survived') return []
  return ['property' in verdict ? verdict.property : verdict.kind]
}

/** One page that shows a report, with all that it needs inside: `elements` is the script of mutation-testing-elements. */
export function pageOf(report: object, elements: string): string {
  // Nothing of the sources may end the script.
  const inScript = JSON.stringify(report).replaceAll('<', '\\u003c')
  return [
    '<!DOCTYPE html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Mutation testing of core/</title>',
    `<script>${elements.replaceAll('</script', '<\\/script')}</script></head>`,
    '<body><mutation-test-report-app title-postfix="core/"></mutation-test-report-app>',
    `<script>document.querySelector('mutation-test-report-app').report = ${inScript}</script>`,
    '</body></html>\n',
  ].join('\n')
}
