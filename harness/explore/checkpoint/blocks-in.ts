import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/** A file of blocks that is being read, and how far. */
export interface BlocksIn {
  readonly handle: number
  readonly size: number
  place: number
  checksum: number
}

const CHUNK = 1 << 22
/** How many bytes the first line has at the most. */
const LONGEST_LINE = 64

/** Reads a file as `writeBlocks` writes it. What is wrong with it is thrown as an Error that says so in words. */
export function readBlocks<T>(file: string, read: (firstLine: string, blocks: BlocksIn) => T): T {
  const handle = openSync(file, 'r')
  try {
    const blocks = { handle, size: fstatSync(handle).size, place: 0, checksum: 0 }
    const result = read(readLine(blocks), blocks)
    if (blocks.place !== blocks.size)
      throw new Error(`${blocks.size - blocks.place} bytes follow where it should end`)
    return result
  } finally {
    closeSync(handle)
  }
}

/** Reads one block into arrays, which must be as long as what was written; `what` it holds is told if it is damaged. */
export function readBlock(blocks: BlocksIn, what: string, parts: readonly NodeJS.ArrayBufferView[]): void {
  const wanted = parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const length = readLength(blocks, what)
  if (length !== wanted)
    throw new Error(`${wanted} bytes were expected in its ${what}, and there are ${length}`)
  for (const part of parts) readBytes(blocks, what, part)
  checkSum(blocks, what)
}

/** Reads one block, however long it is. */
export function readWholeBlock(blocks: BlocksIn, what: string): Uint8Array {
  const bytes = new Uint8Array(readLength(blocks, what))
  readBytes(blocks, what, bytes)
  checkSum(blocks, what)
  return bytes
}

function readLine(blocks: BlocksIn): string {
  const start = new Uint8Array(Math.min(LONGEST_LINE, blocks.size))
  const text = Buffer.from(start.subarray(0, readSync(blocks.handle, start, 0, start.length, 0)))
  const end = text.indexOf('\n')
  if (end === -1) return text.toString('latin1')
  readBytes(blocks, 'first line', new Uint8Array(end + 1))
  return text.toString('latin1', 0, end)
}

function readLength(blocks: BlocksIn, what: string): number {
  const bytes = Buffer.alloc(8)
  readBytes(blocks, what, bytes)
  const length = Number(bytes.readBigUInt64LE())
  if (length > blocks.size - blocks.place) throw new Error(endsWithin(blocks, what))
  return length
}

/** Bytes are read from where the last ones ended. */
function readBytes(blocks: BlocksIn, what: string, part: NodeJS.ArrayBufferView): void {
  const { buffer, byteOffset, byteLength } = part
  for (let done = 0; done < byteLength;) {
    const chunk = new Uint8Array(buffer, byteOffset + done, Math.min(CHUNK, byteLength - done))
    const read = readSync(blocks.handle, chunk, 0, chunk.length, blocks.place)
    if (read === 0) throw new Error(endsWithin(blocks, what))
    blocks.checksum = crc32(chunk.subarray(0, read), blocks.checksum)
    blocks.place += read
    done += read
  }
}

function checkSum(blocks: BlocksIn, what: string): void {
  const { checksum } = blocks
  const written = Buffer.alloc(4)
  readBytes(blocks, what, written)
  if (written.readUInt32LE() !== checksum)
    throw new Error(`its ${what} is damaged: the checksum of all up to byte ${blocks.place - 4} differs`)
}

function endsWithin({ size }: BlocksIn, what: string): string {
  return `it has ${size} bytes, and ends in the middle of its ${what}`
}
