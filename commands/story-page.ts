import { storyDocument } from '../reports/html/document.ts'
import type { Story } from '../reports/recording/story.ts'
import type { Explanation } from '../reports/story/explanation.ts'
import { furniture } from './furniture.ts'

/** A story as a page, with what brought about its violation. */
export function storyPage(story: Story, explanation: Explanation | undefined): string {
  return storyDocument(story, furniture(), explanation === undefined ? [] : causesOf(explanation))
}

/** The steps from which the last one follows, and where a correct server would have done otherwise. */
function causesOf({ steps, departure, broken }: Explanation): { position: number; text: string }[] {
  const needed = new Set<number>([steps.at(-1)?.position ?? 0])
  for (const { position, because } of steps.toReversed())
    if (needed.has(position)) because.forEach((cause) => needed.add(cause))
  const remarks = [
    ...(departure === undefined ? [] : [departure]),
    ...broken.map(({ position, text, promise }) => ({
      position,
      text: `Rule broken: ${text}. The rule: ${promise}.`,
    })),
  ]
  return steps
    .filter(({ position }) => needed.has(position) || remarks.some((remark) => remark.position === position))
    .map(({ position, text }) => {
      const said = remarks.filter((remark) => remark.position === position)
      return { position, text: [text, ...said.map((remark) => remark.text)].join(' ') }
    })
}
