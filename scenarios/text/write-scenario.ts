import { actionText } from './action-text.ts'
import { withoutControls } from './characters.ts'
import { expectationText } from './expectation-text.ts'
import type { Line, Scenario } from './scenario.ts'
import { headerParts } from './write-header.ts'

/** A scenario as text, which `readScenario` reads back. The text ends with a line break. */
export function writeScenario(scenario: Scenario): string {
  return [...headerLines(scenario), ...scenario.lines.map(lineText), ''].join('\n')
}

/** The header's parts, each with the remarks above it. */
export function headerLines(scenario: Omit<Scenario, 'lines'>): string[] {
  const parts = headerParts(scenario)
  const above: string[][] = parts.map(() => [])
  for (const remark of scenario.remarks) above[remark.above]?.push(commentText(remark.text))
  return parts.flatMap(({ text }, place) => [...(above[place] as string[]), text])
}

function lineText(line: Line): string {
  switch (line.kind) {
    case 'comment':
      return commentText(line.text)
    case 'action':
      return actionText(line.action)
    case 'expectation':
      return expectationText(line.expectation)
  }
}

/** A comment as one line that is read as nothing else. */
export function commentText(text: string): string {
  const line = withoutControls(text).trimEnd()
  return line === '' || line.trimStart().startsWith('#') ? line : `# ${line}`
}
