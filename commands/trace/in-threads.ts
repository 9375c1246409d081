import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Tinypool } from 'tinypool'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { UsageError } from '../usage-error.ts'
import type { JudgedTrace } from '../../reports/trace/judged-trace.ts'

/** What a thread says of a file: a verdict, or why it is no trace. */
export type ThreadAnswer = { readonly judged: JudgedTrace } | { readonly refused: string }

/** Judges several traces, a thread a processor; what they say is in the order of the files. */
export async function judgeInThreads(files: readonly string[], lenient: boolean): Promise<JudgedTrace[]> {
  const pool = new Tinypool({
    filename: join(packageRoot(), 'dist', 'commands', 'trace', 'trace-thread.js'),
    runtime: 'worker_threads',
    minThreads: 1,
    maxThreads: Math.min(files.length, availableParallelism()),
  })
  try {
    const answers = await Promise.all(
      files.map((file) => pool.run({ file, lenient }) as Promise<ThreadAnswer>),
    )
    const refused = answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : []))
    if (refused.length > 0) throw new UsageError(refused.join('\nwhitewater: '))
    return answers.flatMap((answer) => ('judged' in answer ? [answer.judged] : []))
  } finally {
    await pool.destroy()
  }
}
