import type { Command } from 'commander'
import { neutralJsonSchema } from '../../harness/traces/formats/neutral-schema.ts'
import { ExitCode, gravest } from '../../reports/exit-code.ts'
import { traceJson } from '../../reports/json/trace-json.ts'
import { colourFor } from '../../reports/terminal/colour.ts'
import { tellTrace } from '../../reports/terminal/tell-trace.ts'
import { pageFile, withTellingOptions } from '../plain-arguments.ts'
import { claimFolderOf } from '../output-folder.ts'
import { printJson, printText, textSink } from '../tell.ts'
import { UsageError } from '../usage-error.ts'
import { judgeInThreads } from './in-threads.ts'
import { judgeOne } from './judge-one.ts'
import { readTrace } from './read-trace.ts'
import { writeTracePage } from './trace-page.ts'

/** What `whitewater trace` is told. */
export interface TraceFlags {
  readonly together?: boolean
  readonly lenient?: boolean
  readonly html?: string
  readonly schema?: boolean
  readonly workers?: number
  readonly json?: boolean
  readonly color?: boolean
}

/** Adds `whitewater trace`. */
export function addTrace(program: Command): void {
  const command = program
    .command('trace [files...]')
    .description('judge recorded traces of any Raft: could a correct one have written them? (see TRACES.md)')
    .option('--together', 'the files are one trace, a file a server, in no common order')
    .option('--lenient', 'skip and count lines that are no events')
    .option('--html <file>', 'draw the trace, or what of it led to its rejection: FILE.html', pageFile)
    .option('--schema', 'print the JSON Schema of Whitewater’s own trace format')
  withTellingOptions(command)
  command.addHelpText(
    'after',
    `
Examples:
  whitewater trace run.ndjson
  whitewater trace --json traces/*.ndjson.gz
  whitewater trace --together node1.ndjson node2.ndjson node3.ndjson
  my-raft-test | whitewater trace -

Exit codes: 0 all are accepted, 1 one is rejected, 2 bad usage or input, 3 one is undecided`,
  )
  command.action(async (files: string[], flags: TraceFlags) => {
    process.exitCode = await judgeFiles(files, flags)
  })
}

async function judgeFiles(files: readonly string[], flags: TraceFlags): Promise<ExitCode> {
  if (flags.schema === true) {
    printJson(neutralJsonSchema())
    return ExitCode.Nothing
  }
  if (files.length === 0) throw new UsageError('no trace; expected files, or - for standard input')
  const { together, html, lenient = false } = flags
  if (html !== undefined && files.length > 1 && together !== true) {
    throw new UsageError('--html draws one trace; expected one file, or --together')
  }
  if (html !== undefined) claimFolderOf(html, '--html')
  const traces = together === true || files.length === 1 ? files.map(readTrace) : []
  const judged = traces.length > 0 ? [judgeOne(traces, lenient)] : await judgeInThreads(files, lenient)
  const chalk = colourFor(textSink(flags.json), process.env, flags.color)
  printText(judged.map((one) => tellTrace(one, chalk)).join('\n'), flags.json)
  if (html !== undefined) printText(writeTracePage(html, traces, lenient), flags.json)
  if (flags.json === true) printJson({ files: judged.map(traceJson) })
  return gravest(judged.map(({ report }) => EXIT_CODES[report.verdict]))
}

const EXIT_CODES = {
  accept: ExitCode.Nothing,
  reject: ExitCode.Safety,
  undecided: ExitCode.Undecided,
} as const
