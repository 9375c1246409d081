import { describe, expect, it } from 'vitest'
import { listBugs } from '../../scenarios/zoo/zoo.ts'
import { explained, witnessed } from './testing/explained.ts'

describe.each(listBugs())('the explanation of $name', ({ name, property }) => {
  it('ends with the action that violates, and has the departure at it or before', async () => {
    const { outcome } = await witnessed(name)
    const { steps, departure, broken, promise, property: told, leftOut } = await explained(name)
    const last = steps.at(-1)
    expect({ told, last: last?.position }).toEqual({ told: property[0], last: outcome.actions })
    expect(promise).not.toBe('')
    expect(last?.text).toContain('That is the violation: ')
    expect(departure?.position).toBeLessThanOrEqual(outcome.actions)
    expect(departure?.text).toMatch(/^A correct S\d would .+\.$/u)
    expect(departure?.text).not.toContain('gone on otherwise')
    const positions = new Set(steps.map(({ position }) => position))
    expect(positions).toContain(departure?.position)
    for (const { position } of broken) expect(positions).toContain(position)
    expect(steps.length + leftOut).toBeGreaterThanOrEqual(outcome.actions)
  })

  it('tells each step in whole sentences, with causes that come before it', async () => {
    for (const { position, text, because } of (await explained(name)).steps) {
      expect(text).toMatch(/^[A-Z].*\.$/u)
      expect(text).not.toMatch(/undefined|NaN|null|,,| {2}|\.\./u)
      for (const cause of because) expect(cause).toBeLessThan(position)
      expect(because).toEqual(because.toSorted((a, b) => a - b))
    }
  })
})
