import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Coverage } from './coverage.ts'
import type { TrialJob } from './trial.ts'
import type { Judged } from './verdict.ts'

/** What a trial gave. */
export interface Trial {
  readonly judged: Judged
  readonly coverage?: Coverage
}

/** Seconds of processor time beyond those of fuzzing: for the start, the last seeds and the compiler's threads. */
const GRACE = 30
/** How many times as long as its processor time a process may take where others share the machine. */
const SHARED = 15

/** Runs one trial in a process of its own, which is ended where it does not come back. */
export async function runTrial(job: TrialJob): Promise<Trial> {
  // Its patched core goes where it can be thrown away whole.
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-mutation-'))
  try {
    return await outcomeOf(job, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function outcomeOf(job: TrialJob, folder: string): Promise<Trial> {
  const limit = Math.ceil(job.seconds + GRACE)
  const command = [process.execPath, '--import', 'tsx', join(import.meta.dirname, 'trial.ts')]
  const child = spawn('bash', ['-c', `ulimit -t ${limit} && exec "$@"`, 'trial', ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: folder },
  })
  const clock = setTimeout(() => child.kill('SIGKILL'), limit * SHARED * 1000)
  const said = { out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text))
  child.stdin.end(JSON.stringify(job))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(clock)
      const lines = said.out.split('\n').filter((line) => line.endsWith('}'))
      const told = Object.assign({}, ...lines.map((line) => JSON.parse(line) as object)) as Told
      if (told.judged !== undefined) resolve({ ...told, judged: told.judged })
      // A core that never comes back from its first start is one that never comes back.
      else if (told.begun !== undefined || signal !== null)
        resolve({ judged: gone(told.begun ?? job.first, code, signal, limit, said.error) })
      else reject(new Error(`A trial of ${job.patch.name} did not begin:\n${said.error}`))
    })
  })
}

/** The sum of all lines that a trial has written. */
interface Told extends Partial<Trial> {
  /** The first of the seeds that were run last. */
  readonly begun?: number
}

function gone(
  seed: number,
  code: number | null,
  signal: string | null,
  limit: number,
  error: string,
): Judged {
  const fatal = /FATAL ERROR: (.*)/.exec(error)?.[1]
  const reason = fatal ?? (signal === null ? `it exited with ${code}` : `no end after ${limit} s (${signal})`)
  return { verdict: { kind: 'timeout', reason, seed }, seeds: 0, actions: 0, seconds: limit }
}
