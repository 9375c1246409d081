import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyScenario } from './testing/any-scenario.ts'
import { readScenario } from './read-scenario.ts'
import type { Scenario } from './scenario.ts'
import { ScenarioError } from './scenario-error.ts'
import { writeScenario } from './write-scenario.ts'

const FILE = 'any.scenario'

const withoutNumbers = (scenario: Scenario): unknown => ({
  ...scenario,
  lines: scenario.lines.map((line) => ({ ...line, number: 0 })),
})

/** Reads a text that may be anything; gives the error's message, `undefined` when it reads well. */
function complaintOf(text: string): string | undefined {
  try {
    readScenario(text, FILE)
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError)
    return (error as ScenarioError).message
  }
}

test('what is written reads back as it was, and is written again as it stands', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const text = writeScenario(scenario)
      const read = readScenario(text, FILE)
      expect(withoutNumbers(read)).toEqual(withoutNumbers(scenario))
      expect(writeScenario(read)).toBe(text)
    }),
    { numRuns: 400 },
  )
})

test('every line knows its number in the file', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const texts = writeScenario(scenario).split('\n')
      for (const line of readScenario(texts.join('\n'), FILE).lines) {
        expect(
          writeScenario({ ...scenario, lines: [line] })
            .split('\n')
            .at(-2),
        ).toBe(texts[line.number - 1])
      }
    }),
    { numRuns: 60 },
  )
})

test('arrows and turns in ASCII, line breaks of DOS and a byte order mark change nothing', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const plain = {
        ...scenario,
        title: '',
        target: { kind: 'core' as const },
        remarks: [],
        lines: scenario.lines.filter(({ kind }) => kind === 'action'),
      }
      const text = writeScenario(plain)
      const ascii = text.replaceAll('→', '->').replaceAll('↔', '<->').replaceAll('·', '#')
      expect(ascii).toMatch(/^[\t\n -~]*$/u)
      const expected = readScenario(text, FILE)
      expect(readScenario(`\uFEFF${ascii.replaceAll('\n', '\r\n')}`, FILE)).toEqual(expected)
    }),
    { numRuns: 100 },
  )
})

test('a text that is cut in the middle of a line is refused', () => {
  fc.assert(
    fc.property(anyScenario, fc.nat(), (scenario, cut) => {
      const text = writeScenario(scenario)
      const prefix = text.slice(0, cut % text.length)
      const complaint = complaintOf(prefix)
      if (!prefix.endsWith('\n')) expect(complaint).toMatch(/^any\.scenario:\d+: .*; expected /u)
    }),
    { numRuns: 300 },
  )
})

test('a damaged text is read or refused in one line that names a line of the file, and does no other harm', () => {
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '\0',
      '\n',
      '\r',
      '|',
      'S9',
      't0',
      '·0',
      '1e9ms',
      '-1',
      '#',
      '\n# ',
      'expect ',
      '\u001b[2J',
    ),
  )
  let refused = 0
  fc.assert(
    fc.property(anyScenario, garbage, fc.nat(), fc.nat(9), (scenario, noise, where, length) => {
      const text = writeScenario(scenario)
      const start = where % text.length
      const complaint = complaintOf(text.slice(0, start) + noise + text.slice(start + length))
      if (complaint === undefined) return
      refused++
      expect(complaint).toMatch(/^any\.scenario:[1-9]\d*: [^\p{Cc}]+; expected [^\p{Cc}]+$/u)
    }),
    { numRuns: 600 },
  )
  expect(refused).toBeGreaterThan(0)
})
