import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { FORMATS } from '../../harness/traces/formats/formats.ts'
import type { Format } from '../../harness/traces/format.ts'
import { linesOf } from '../../harness/traces/reading/lines.ts'
import { parseLine } from '../../harness/traces/reading/parse-line.ts'

/** A line of a trace, and what it says. */
export interface Told {
  readonly line: number
  readonly record: Readonly<Record<string, unknown>>
}

/** A trace that a correct implementation wrote. */
export interface CleanTrace {
  readonly file: string
  readonly implementation: string
  readonly format: Format
  readonly lines: readonly Told[]
}

/** Where the recorded traces are; `null`, where nobody has put any. */
export function tracesFolder(): string | null {
  const folder = join(dirname(packageRoot()), 'shared', 'cases', 'traces')
  return existsSync(join(folder, 'manifest.json')) ? folder : null
}

/** The bytes of a recorded trace. */
export function bytesOf(folder: string, file: string): Uint8Array {
  return gunzipSync(readFileSync(join(folder, file)))
}

interface Manifest {
  readonly traces: readonly {
    readonly file: string
    readonly implementation: string
    readonly expected: string
    readonly lines: number
  }[]
}

/** The traces of correct implementations that have some length, in the order of the manifest. */
export function cleanFiles(folder: string, least: number, most: number): { file: string; lines: number }[] {
  const { traces } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
  return traces.filter(({ expected, lines }) => expected === 'accept' && lines >= least && lines <= most)
}

/** Those of no more than so many lines, read. */
export function cleanTraces(folder: string, most: number): CleanTrace[] {
  return cleanFiles(folder, 0, most).map(({ file }) => {
    const lines = linesOf(bytesOf(folder, file))
    const told: Told[] = []
    for (let next = lines.next(); next !== null; next = lines.next()) {
      told.push({ line: next.line, record: parseLine(next.text, next.line) as Told['record'] })
    }
    const format = FORMATS.find((one) => one.recognises(told[0]?.record)) as Format
    return { file, implementation: file.startsWith('raftrs') ? 'raft-rs' : 'etcd-raft', format, lines: told }
  })
}
