import { expect, it } from 'vitest'
import { listBugs } from '../../scenarios/zoo/zoo.ts'
import { explanationOf, witnessed } from './testing/explained.ts'

it.each(listBugs())(
  'the explanation of $name ends with the action that violates, and has the departure at it or before',
  async ({ name, property }) => {
    const witness = await witnessed(name)
    const { actions } = witness.outcome
    const { steps, departure, broken, promise, property: told, leftOut } = explanationOf(witness)
    const last = steps.at(-1)
    expect({ told, last: last?.position }).toEqual({ told: property[0], last: actions })
    expect(promise).not.toBe('')
    expect(last?.text).toContain('That is the violation: ')
    expect(departure?.position).toBeLessThanOrEqual(actions)
    expect(departure?.text).toMatch(/^A correct S\d would .+\.$/u)
    expect(departure?.text).not.toContain('gone on otherwise')
    const positions = new Set(steps.map(({ position }) => position))
    expect(positions).toContain(departure?.position)
    for (const { position } of broken) expect(positions).toContain(position)
    expect(steps.length + leftOut).toBeGreaterThanOrEqual(actions)
    for (const { position, text, because } of steps) {
      expect(text).toMatch(/^[A-Z].*\.$/u)
      expect(text).not.toMatch(/undefined|NaN|null|,,| {2}|\.\./u)
      expect(because).toEqual(because.toSorted((a, b) => a - b).filter((cause) => cause < position))
    }
  },
)
