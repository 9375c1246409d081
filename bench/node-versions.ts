import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { whole } from '../reports/terminal/numbers.ts'
import { heading, load } from './measure.ts'

/** Whether a seed means the same run under every version of Node: this one, and those that the package `node` has. */
const SEEDS = 10_000
const VERSIONS = ['20', '22', '24']

heading(
  'node-versions',
  `the campaign fingerprint of ${whole(SEEDS)} seeds under Node ${VERSIONS.join(', ')}`,
)
const folder = mkdtempSync(join(tmpdir(), 'whitewater-node-'))
try {
  const prints = VERSIONS.map((version) => {
    const node = nodeOf(version)
    const args = [cliFile(), 'fuzz', '--seeds', String(SEEDS), '--workers', '2', '--json']
    const told = execFileSync(node, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      maxBuffer: 1e8,
    })
    const { fingerprint, seconds } = JSON.parse(told) as { fingerprint: string; seconds: number }
    const exact = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
    console.log(`  Node ${exact.padEnd(15)} ${fingerprint} in ${seconds.toFixed(1)} s`)
    return fingerprint
  })
  const equal = new Set(prints).size === 1
  console.log(equal ? '  all equal' : '  NOT EQUAL')
  if (!equal) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
load()

function cliFile(): string {
  return new URL('../cli.js', import.meta.url).pathname
}

/** A Node of this version: the one that runs, or the one in the package `node`, installed into a folder of its own. */
function nodeOf(version: string): string {
  if (process.version.startsWith(`v${version}.`)) return process.execPath
  const own = join(folder, version)
  execFileSync(
    'npm',
    ['install', '--silent', '--no-audit', '--no-fund', '--prefix', own, `node@${version}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  return join(own, 'node_modules', 'node', 'bin', 'node')
}
