import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeFrontier, emptyFrontier, nextPiece, noPieces, pushState } from './frontier.ts'

test('states come out in the order in which they went in, whatever their length, and their memory is used again', () => {
  const lengths = fc.array(fc.oneof(fc.nat({ max: 9 }), fc.integer({ min: 20_000, max: 70_000 })), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(lengths, (rows) => {
      const pool = noPieces()
      let bytes = 0
      for (let round = 0; round < 3; round++) {
        const frontier = emptyFrontier()
        rows.forEach((length, i) => pushState(frontier, pool, new Int32Array(length).fill(i), 0, length))
        rows.forEach((length, i) => {
          const piece = nextPiece(frontier, pool)
          expect(piece[frontier.place]).toBe(length)
          const row = piece.subarray(frontier.place + 1, frontier.place + 1 + length)
          expect(row.every((word) => word === i)).toBe(true)
          frontier.place += length + 1
          frontier.count -= 1
        })
        expect(frontier.count).toBe(0)
        closeFrontier(frontier, pool)
        if (round > 0) expect(pool.bytes).toBe(bytes)
        bytes = pool.bytes
      }
    }),
    { numRuns: 30 },
  )
})
