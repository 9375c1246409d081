import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isQuorum } from './quorum.ts'

const cluster = fc
  .integer({ min: 1, max: 7 })
  .chain((servers) => fc.array(fc.boolean(), { minLength: servers, maxLength: servers }))

test('5.2: a quorum is more than half of the servers', () => {
  fc.assert(
    fc.property(cluster, (members) => {
      const set = members.reduce((mask, member, server) => (member ? mask | (1 << server) : mask), 0)
      const present = members.filter((member) => member).length
      const absent = members.length - present
      expect(isQuorum(set, members.length)).toBe(present > absent)
    }),
  )
})
