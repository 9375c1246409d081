import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/** A file that is being written, block by block: each begins with its length and ends with the checksum of all up to there. */
export interface BlocksOut {
  readonly handle: number
  checksum: number
}

/** How many bytes are written at once: memory need hold no second copy of a block, nor the checksum be taken of a huge one. */
const CHUNK = 1 << 22

/**
 * Writes a file that begins with a line and goes on with blocks. The file takes the place of an older one only once it is
 * whole and on the disk; until then it is called `.partial`, and if anything goes wrong, the older one stays as it is.
 */
export function writeBlocks(file: string, firstLine: string, write: (out: BlocksOut) => void): void {
  const partial = `${file}.partial`
  let handle: number | undefined
  try {
    handle = openSync(partial, 'w')
    const out = { handle, checksum: 0 }
    writeBytes(out, Buffer.from(`${firstLine}\n`))
    write(out)
    fsyncSync(handle)
    closeSync(handle)
    handle = undefined
    renameSync(partial, file)
  } catch (error) {
    if (handle !== undefined) closeSync(handle)
    rmSync(partial, { force: true })
    throw error
  }
}

/** Writes one block: some arrays, one behind the other. */
export function writeBlock(out: BlocksOut, parts: readonly NodeJS.ArrayBufferView[]): void {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(parts.reduce((sum, { byteLength }) => sum + byteLength, 0)))
  writeBytes(out, length)
  for (const part of parts) writeBytes(out, part)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32LE(out.checksum)
  writeBytes(out, checksum)
}

function writeBytes(out: BlocksOut, { buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): void {
  for (let done = 0; done < byteLength;) {
    const chunk = new Uint8Array(buffer, byteOffset + done, Math.min(CHUNK, byteLength - done))
    const written = writeSync(out.handle, chunk)
    out.checksum = crc32(chunk.subarray(0, written), out.checksum)
    done += written
  }
}
