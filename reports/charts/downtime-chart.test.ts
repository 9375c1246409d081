import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { downtimesOf } from '../testing/downtimes-of.ts'
import { downtimeChart } from './downtime-chart.ts'
import { PANEL } from './places.ts'
import { page } from './page.ts'

const LONGEST = 30_000
const first = [
  downtimesOf(150, 150, {
    all: new Array<number>(1000).fill(LONGEST),
    unended: 1000,
    least: LONGEST,
    median: LONGEST,
    most: LONGEST,
    reported: [{ of: 'least', milliseconds: 10_000, longer: true }],
  }),
  downtimesOf(150, 155, { reported: [{ of: 'median', milliseconds: 287 }] }),
]
const second = [downtimesOf(12, 24, { reported: [{ of: 'most', milliseconds: 152 }] }), downtimesOf(25, 50)]
const panels = ['One', 'Two <& "more">'].map((title) => ({ title, lines: [] }))
const chart = downtimeChart({ panels, rows: [first, second], broadcast: 15, longest: LONGEST })

/** What a strict parser makes of a document: each element's name and attributes, and all text. */
function parsed(xml: string): {
  readonly elements: readonly {
    readonly name: string
    readonly attributes: Readonly<Record<string, string>>
  }[]
  readonly text: string
} {
  const elements: { name: string; attributes: Record<string, string> }[] = []
  let text = ''
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => void elements.push({ name, attributes }))
  parser.on('text', (words) => void (text += words))
  parser.write(xml).close()
  return { elements, text }
}

test('the picture is well-formed, and has a title, both panels and a name for each line', () => {
  const { elements, text } = parsed(chart)
  expect(elements[0]?.name).toBe('svg')
  for (const words of ['Time without a leader', 'One', '150–150 ms', '150–155 ms', '12–24 ms', '25–50 ms'])
    expect(text).toContain(words)
  expect(text).toContain('paper: median 287 ms')
  expect(text).toContain('paper: consistently longer than 10 s')
})

test('each line of a panel has a colour and dashes of its own, and its sample beside the name has the same', () => {
  const { elements } = parsed(chart)
  const lines = elements.flatMap(({ attributes }) =>
    attributes['class']?.startsWith('line ')
      ? [`${attributes['class']} ${attributes['stroke-dasharray']}`]
      : [],
  )
  expect(new Set(lines).size).toBe(2)
  for (const line of new Set(lines)) expect(lines.filter((other) => other === line)).toHaveLength(4)
})

test('a line ends at the top, and one whose trials had no end goes on level to the right edge', () => {
  const paths = parsed(chart).elements.flatMap(({ attributes: { class: name, d } }) =>
    name?.startsWith('line ') && d !== undefined ? [d] : [],
  )
  expect(paths[0]).toMatch(
    new RegExp(`^M0,${PANEL.height}L${PANEL.width},${PANEL.height}L${PANEL.width},${PANEL.height}$`),
  )
  expect(paths[1]).toMatch(/L[\d.]+,0$/)
})

test('words are escaped', () => {
  expect(chart).toContain('Two &lt;&amp; &quot;more&quot;&gt;')
  expect(parsed(chart).text).toContain('Two <& "more">')
})

test('neither picture nor page loads anything', () => {
  for (const document of [chart, page('a <b>', chart, 'c < d')]) {
    const hosts = [...document.matchAll(/(?:https?:)?\/\/[\w.-]+/g)].map(([host]) => host)
    expect(hosts).toEqual(['http://www.w3.org'])
    expect(document).not.toMatch(/url\(|@import|<script|href=|src=/)
  }
})

test('the page holds the picture, and its words as text', () => {
  const html = page('a <b>', chart, 'c < d')
  expect(html).toContain(chart)
  expect(html).toContain('<title>a &lt;b&gt;</title>')
  expect(html).toContain('<pre>c &lt; d</pre>')
})
