import type { ChalkInstance } from 'chalk'
import type { Explanation, Step } from '../story/explanation.ts'
import { counted } from './numbers.ts'

/** How wide lines may be. */
const WIDTH = 110

/** How a violation came about, for a terminal: an action and what it did, one after the other. */
export function tellExplanation(explanation: Explanation, chalk: ChalkInstance): string {
  const { steps, leftOut } = explanation
  const digits = String(steps.at(-1)?.position ?? 0).length
  const left =
    leftOut === 0
      ? []
      : [
          chalk.dim(
            `    ${counted(leftOut, 'action')} that it does not need ${leftOut === 1 ? 'is' : 'are'} left out`,
          ),
        ]
  return [
    `    how it came about${amissText(explanation)}`,
    ...left,
    ...steps.flatMap((step) => stepLines(step, explanation, digits, chalk)),
  ].join('\n')
}

/** Where to look first. */
function amissText({ departure, broken }: Explanation): string {
  if (departure !== undefined)
    return `: a correct server would have done otherwise at action ${departure.position} (≠)`
  const [first] = broken
  return first === undefined ? '' : `: a rule is broken first at action ${first.position} (✗)`
}

/** How a violation showed that came about in the same run as one which is told already: its last step alone. */
export function tellEnd({ steps, ...rest }: Explanation, chalk: ChalkInstance): string {
  const last = steps.slice(-1)
  return [
    '    it came about in the same run',
    ...last.flatMap((step) => stepLines(step, { steps: last, ...rest }, 0, chalk)),
  ].join('\n')
}

function stepLines(
  step: Step,
  { departure, broken, steps }: Explanation,
  digits: number,
  chalk: ChalkInstance,
): string[] {
  const { position, action, text, because } = step
  const causes = because.filter((cause) => steps.some(({ position: its }) => its === cause))
  const from = causes.length === 0 ? '' : `  ← ${causes.join(', ')}`
  const indent = ' '.repeat(digits + 6)
  const lines = [`    ${String(position).padStart(digits)}  ${chalk.cyan(action)}${chalk.dim(from)}`]
  lines.push(...wrapped(text, WIDTH - indent.length).map((line) => `${indent}${line}`))
  const remark = (sign: string, said: string): void => {
    const [first = '', ...rest] = wrapped(said, WIDTH - indent.length - 2)
    lines.push(`${indent}${chalk.red(sign)} ${first}`, ...rest.map((line) => `${indent}  ${line}`))
  }
  if (departure?.position === position) remark('≠', departure.text)
  for (const rule of broken)
    if (rule.position === position) remark('✗', `Rule broken: ${rule.text}. The rule: ${rule.promise}.`)
  return lines
}

/** A text in lines of at most so many characters, cut between words. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
