import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { TraceFile } from '../../harness/traces/reading/open-trace.ts'
import { UsageError } from '../usage-error.ts'

/** No trace unpacks to more, in bytes. */
const LARGEST = 2 ** 31 - 1

/** Reads a trace, `-` for standard input; one that is gzipped is unpacked. Throws a `UsageError` that says why it cannot. */
export function readTrace(name: string): TraceFile {
  const packed = bytesOf(name)
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return { name: shown(name), bytes: packed }
  try {
    return { name: shown(name), bytes: gunzipSync(packed, { maxOutputLength: LARGEST }) }
  } catch (error) {
    throw new UsageError(`${shown(name)}: cannot be unpacked: ${(error as Error).message}; is it whole?`)
  }
}

function shown(name: string): string {
  return name === '-' ? 'standard input' : name
}

function bytesOf(name: string): Uint8Array {
  try {
    return readFileSync(name === '-' ? 0 : name)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'EISDIR' ? 'it is a folder; expected a file' : message
    throw new UsageError(`${shown(name)}: cannot be read: ${why}`)
  }
}
