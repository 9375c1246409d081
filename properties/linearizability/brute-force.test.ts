import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation, type List, type Value } from '../../core/command.ts'
import { MachineKind } from '../../core/options.ts'
import { checkHistory } from './check-history.ts'
import { NEVER, type HistoryOperation } from './history.ts'
import { elementsOf } from './operation-text.ts'

const BUDGET = 5_000_000
const { Read, Write, Swap, Append } = Operation
const { KeyValue, AppendList } = MachineKind

type State = number | List | undefined
type Mutable = { -readonly [Field in keyof HistoryOperation]: HistoryOperation[Field] }

/** The machines in a few words: what an operation gives back, and the state after it. */
function happen(
  { operation, value, expected }: HistoryOperation,
  state: State,
): [answer: Value, after: State] {
  if (operation === Read) return [state, state]
  if (operation === Write) return [0, value]
  if (operation === Swap) return state === expected ? [1, value] : [0, state]
  const before = state as List | undefined
  const length = (before === undefined ? 0 : before.length) + 1
  return [length, { last: value, length, before }]
}

/** Whether some order explains the operations on one key: tries them all, but none twice from the same place. */
function bruteForce(history: readonly HistoryOperation[], machine: MachineKind): boolean {
  const failed = new Set<string>()
  const tryFrom = (left: readonly HistoryOperation[], state: State): boolean => {
    if (left.every(({ returned }) => returned === NEVER)) return true
    const place = `${left.map(({ called }) => called).join()} ${textOf(state)}`
    if (failed.has(place)) return false
    for (const one of left) {
      if (left.some(({ returned }) => returned !== NEVER && returned < one.called)) continue
      const [answer, after] = happen(one, state)
      if (one.returned !== NEVER && textOf(answer) !== textOf(one.answer)) continue
      if (
        tryFrom(
          left.filter((other) => other !== one),
          after,
        )
      )
        return true
    }
    failed.add(place)
    return false
  }
  return tryFrom(history, machine === KeyValue ? 0 : undefined)
}

function textOf(value: Value): string {
  return typeof value === 'number' ? `${value}` : `[${elementsOf(value)}]`
}

interface Setting {
  readonly machine: MachineKind
  readonly sessions: number
  readonly keys: number
  /** How many different values there are; 0: as many as operations. */
  readonly values: number
  /** Of how many turns one loses something. */
  readonly loss: number
}

/**
 * What clients see of a machine that takes each operation at one instant. A draw is a session's turn: it calls, or its
 * operation happens, or the answer reaches it. Some operations are given up, and happen late or never.
 */
function played({ machine, sessions, keys, values, loss }: Setting, draws: readonly number[]): Mutable[] {
  const history: Mutable[] = []
  const states = new Array<State>(keys).fill(machine === KeyValue ? 0 : undefined)
  const current = new Array<Mutable | undefined>(sessions).fill(undefined)
  const happened = new Set<Mutable>()
  const late: Mutable[] = []
  const take = (one: Mutable): void => {
    ;[one.answer, states[one.key]] = happen(one, states[one.key])
    happened.add(one)
  }
  draws.forEach((draw, now) => {
    const session = draw % sessions
    const drawn = Math.floor(draw / sessions)
    const one = current[session]
    const lost = drawn % loss === 0
    if (one === undefined) {
      const kinds = machine === KeyValue ? [Read, Write, Swap, Write, Read] : [Read, Append, Append]
      const operation = kinds[drawn % kinds.length] as Operation
      const key = drawn % keys
      const number = (by: number): number => (values === 0 ? now + 1 : 1 + (Math.floor(drawn / by) % values))
      const state = states[key]
      const expected = values > 0 || typeof state !== 'number' ? number(7) - 1 : state
      const called = { session, serial: now, operation, key, value: number(31), expected, called: now }
      history.push((current[session] = { ...called, returned: NEVER, answer: 0 }))
    } else if (happened.has(one)) {
      if (!lost) one.returned = now
      current[session] = undefined
    } else if (lost) {
      late.push(one)
      current[session] = undefined
    } else take(one)
    if (draw % 5 === 0 && late.length > 0) take(late.shift() as Mutable)
  })
  return history
}

const draws = (least: number, most: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(0x7fffffff), { minLength: least, maxLength: most, size: 'max' })

/** Gives another answer than the one given, where there is an operation to give it to. */
function mutate(history: readonly Mutable[], draw: number): void {
  const answered = history.filter(({ returned }) => returned !== NEVER)
  const one = answered[draw % Math.max(1, answered.length)]
  if (one === undefined) return
  const drawn = Math.floor(draw / answered.length)
  const others = answered.filter(({ operation, key }) => operation === Read && key === one.key)
  if (one.operation === Read) one.answer = (others[drawn % others.length] as Mutable).answer
  else if (one.operation === Swap) one.answer = 1 - (one.answer as number)
  else if (one.operation === Append) one.answer = Math.max(1, (one.answer as number) + (drawn % 3) - 1)
  else one.answer = drawn % 8 === 0 ? 1 : 0
}

for (const machine of [KeyValue, AppendList]) {
  const name = machine === KeyValue ? 'key-value' : 'list'

  test(`on small ${name} histories the checker and brute force agree, and each says yes and no often`, () => {
    const said = { yes: 0, no: 0 }
    const small = fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.nat(3),
      draws(0, 24),
      fc.array(fc.nat(0x7fffffff), { maxLength: 3 }),
    )
    fc.assert(
      fc.property(small, ([sessions, values, turns, mutations]) => {
        const history = played({ machine, sessions, keys: 1, values, loss: 5 }, turns)
        for (const draw of mutations) mutate(history, draw)
        const explained = bruteForce(history, machine)
        const found = checkHistory(history, machine, BUDGET)
        expect(found.verdict).toBe(explained ? 'linearizable' : 'not linearizable')
        said[explained ? 'yes' : 'no'] += 1
        if (found.verdict !== 'not linearizable') return
        expect(bruteForce(found.prefix, machine)).toBe(false)
        expect(bruteForce(found.evidence, machine)).toBe(false)
      }),
      { numRuns: 3_000 },
    )
    expect(Math.min(said.yes, said.no)).toBeGreaterThan(300)
  })

  test(`a ${name} history of 300 operations that really were atomic is linearizable, and few steps say so`, () => {
    const large = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.noShrink(draws(950, 950)))
    fc.assert(
      fc.property(large, ([sessions, turns]) => {
        const history = played({ machine, sessions, keys: 4, values: 0, loss: 40 }, turns)
        expect(history.length).toBeGreaterThan(300)
        const { verdict, steps } = checkHistory(history, machine, BUDGET)
        expect(verdict).toBe('linearizable')
        expect(steps).toBeLessThan(1_000)
      }),
      { numRuns: 50 },
    )
  })

  test(`with one read of a large ${name} history changed, the checker and brute force agree`, () => {
    const said = { yes: 0, no: 0 }
    const large = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.noShrink(draws(400, 400)), fc.nat(0x7fffffff))
    fc.assert(
      fc.property(large, ([sessions, turns, draw]) => {
        const history = played({ machine, sessions, keys: 4, values: 0, loss: 40 }, turns)
        mutate(
          history.filter(({ operation }) => operation === Read),
          draw,
        )
        const explained = [0, 1, 2, 3].every((key) =>
          bruteForce(
            history.filter((one) => one.key === key),
            machine,
          ),
        )
        const { verdict } = checkHistory(history, machine, BUDGET)
        expect(verdict).toBe(explained ? 'linearizable' : 'not linearizable')
        said[explained ? 'yes' : 'no'] += 1
      }),
      { numRuns: 100 },
    )
    expect(said.no).toBeGreaterThan(30)
  })
}

test('few values, many of them unknown outcomes: the checker and brute force still agree', () => {
  const rough = fc.tuple(fc.integer({ min: 2, max: 5 }), draws(30, 60), fc.nat(0x7fffffff), fc.boolean())
  const said = { yes: 0, no: 0 }
  fc.assert(
    fc.property(rough, ([sessions, turns, draw, changed]) => {
      const history = played({ machine: KeyValue, sessions, keys: 1, values: 2, loss: 3 }, turns)
      if (changed) mutate(history, draw)
      const explained = bruteForce(history, KeyValue)
      expect(checkHistory(history, KeyValue, BUDGET).verdict).toBe(
        explained ? 'linearizable' : 'not linearizable',
      )
      said[explained ? 'yes' : 'no'] += 1
    }),
    { numRuns: 900 },
  )
  expect(Math.min(said.yes, said.no)).toBeGreaterThan(20)
})
