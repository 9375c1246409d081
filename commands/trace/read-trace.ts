import { readFileSync, readSync } from 'node:fs'
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
    return name === '-' ? standardInput() : readFileSync(name)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'EISDIR' ? 'it is a folder; expected a file' : message
    throw new UsageError(`${shown(name)}: cannot be read: ${why}`)
  }
}

const CHUNK = 1 << 20
/** How long to wait for more, in milliseconds. */
const WHILE = 10

/** All of standard input. A pipe that does not wait says so where its writer has written nothing yet. */
function standardInput(): Uint8Array {
  const chunks: Uint8Array[] = []
  const waiting = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    const chunk = new Uint8Array(CHUNK)
    try {
      const read = readSync(0, chunk)
      if (read === 0) return Buffer.concat(chunks)
      chunks.push(chunk.subarray(0, read))
    } catch (error) {
      if ((error as { code?: string }).code === 'EOF') return Buffer.concat(chunks)
      if ((error as { code?: string }).code !== 'EAGAIN') throw error
      Atomics.wait(waiting, 0, 0, WHILE)
    }
  }
}
