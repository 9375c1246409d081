import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { whole } from '../reports/terminal/numbers.ts'
import { heading, load } from './measure.ts'

/**
 * Whether a seed means the same run, and a search looks at the same states by however many workers, under every version of
 * Node: this one, and those that the package `node` has.
 */
const SEEDS = 10_000
const VERSIONS = ['20', '22', '24']
const SEARCHES = ['small', 'paper'].flatMap((preset) =>
  ['1', '2'].map((workers) => ['check', '--preset', preset, '--workers', workers]),
)
const CAMPAIGN = ['fuzz', '--seeds', String(SEEDS), '--workers', '2']

heading(
  'node-versions',
  `the campaign fingerprint of ${whole(SEEDS)} seeds, and the counts of searches, under Node ${VERSIONS.join(', ')}`,
)
const folder = mkdtempSync(join(tmpdir(), 'whitewater-node-'))
try {
  for (const args of [CAMPAIGN, ...SEARCHES]) compare(args)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
load()

/** Runs a command under each version, and compares what does not depend on the machine. */
function compare(args: readonly string[]): void {
  console.log(`  ${args.join(' ')}`)
  const results = VERSIONS.map((version) => {
    const node = nodeOf(version)
    const { seconds, ...told } = tellOf(node, args)
    const exact = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
    console.log(`    Node ${exact.padEnd(10)} ${told.text} in ${seconds.toFixed(1)} s`)
    return told.all
  })
  if (new Set(results).size === 1) return
  console.log('    NOT EQUAL')
  process.exitCode = 1
}

/** What a command told as JSON: of a campaign its fingerprint, of a search its counts, level by level. */
function tellOf(node: string, args: readonly string[]): { text: string; all: string; seconds: number } {
  const out = execFileSync(node, [cliFile(), ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  const { fingerprint, verdict, states, generated, levels, seconds } = JSON.parse(out) as Told
  if (fingerprint !== undefined) return { text: fingerprint, all: fingerprint, seconds }
  const text = `${verdict}: ${whole(states)} states, ${whole(generated)} generated, depth ${levels.length}`
  return { text, all: [text, ...levels].join(' '), seconds }
}

interface Told {
  readonly fingerprint?: string
  readonly verdict: string
  readonly states: number
  readonly generated: number
  readonly levels: readonly number[]
  readonly seconds: number
}

function cliFile(): string {
  return new URL('../cli.js', import.meta.url).pathname
}

/** A Node of this version: the one that runs, or the one in the package `node`, installed once into a folder of its own. */
function nodeOf(version: string): string {
  if (process.version.startsWith(`v${version}.`)) return process.execPath
  const own = join(folder, version)
  const file = join(own, 'node_modules', 'node', 'bin', 'node')
  if (existsSync(file)) return file
  execFileSync(
    'npm',
    ['install', '--silent', '--no-audit', '--no-fund', '--prefix', own, `node@${version}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  return file
}
