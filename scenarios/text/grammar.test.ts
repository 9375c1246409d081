import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ActionKind } from '../../harness/world/action.ts'
import { readScenario } from './read-scenario.ts'
import { scheduleOf } from './schedule-text.ts'
import { writeScenario } from './write-scenario.ts'

test('the page on the grammar shows every kind of action, as it is written', () => {
  const page = readFileSync(`${import.meta.dirname}/GRAMMAR.md`, 'utf8')
  const example = page.split('```\n')[1] as string
  const scenario = readScenario(example, 'GRAMMAR.md')
  expect(writeScenario(scenario)).toBe(example)
  expect(new Set(scheduleOf(scenario).actions.map(({ kind }) => kind))).toEqual(
    new Set(Object.values(ActionKind)),
  )
})
