import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packageRoot } from './harness/targets/package-root.ts'
import { judgeTrace } from './properties/conformance/judge-trace.ts'

/** Traces of etcd/raft and raft-rs with known verdicts, beside the project; not everybody has them. */
const FOLDER = join(packageRoot(), '..', 'shared', 'cases', 'traces')
const HERE = existsSync(join(FOLDER, 'manifest.json'))

interface Case {
  readonly file: string
  readonly expected: 'accept' | 'reject'
  readonly firstDivergenceLine?: number
  readonly firstViolationLine?: number
  readonly nativeOnlyEnough?: boolean
}

const cases = HERE
  ? (JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as { traces: Case[] }).traces
  : []
const bytesOf = (file: string): Buffer => gunzipSync(readFileSync(join(FOLDER, file)))

test.skipIf(!HERE)(
  'real traces get the verdicts that are known of them (skipped without ../shared/cases)',
  () => {
    const wrong = cases.filter(({ file, expected, firstDivergenceLine = 0, firstViolationLine = 0 }) => {
      const { verdict, rejection } = judgeTrace([{ name: file, bytes: bytesOf(file) }])
      const line = rejection?.at.line ?? 0
      if (expected === 'accept') return verdict !== 'accept'
      return line < Math.max(1, firstDivergenceLine) || line > firstViolationLine
    })
    expect(wrong.map(({ file }) => file)).toEqual([])
  },
  120_000,
)

test.skipIf(!HERE)(
  'so do the lines of etcd/raft alone, where those are enough (skipped without ../shared/cases)',
  () => {
    const wrong = cases
      .filter(({ file }) => file.startsWith('etcd'))
      .filter(({ file, expected, firstDivergenceLine = 0, nativeOnlyEnough }) => {
        const text = bytesOf(file).toString()
        const lines = text.split('\n').map((line) => (line.startsWith('{"tag":"x"') ? '' : line))
        const { verdict, rejection } = judgeTrace([{ name: file, bytes: Buffer.from(lines.join('\n')) }])
        if (expected === 'accept') return verdict !== 'accept'
        return (
          (rejection?.at.line ?? Infinity) < firstDivergenceLine ||
          (nativeOnlyEnough === true && verdict !== 'reject')
        )
      })
    expect(wrong.map(({ file }) => file)).toEqual([])
  },
  120_000,
)
