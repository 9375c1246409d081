import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { shipped, storyOf, storyOfText } from '../testing/recorded.ts'
import { storyDocument } from './document.ts'

const FURNITURE = { script: 'void 0', style: 'body{margin:0}' }
const HOSTILE = '<img src=x onerror=alert(1)>'

/** What of a document is markup, the story in it aside. */
function markupOf(text: string): string {
  return text.replace(/<script type="application\/json"[^]*?<\/script>/u, '')
}

/** The story that is written into a document, read back. */
function inlinedIn(text: string): unknown {
  const found = /<script type="application\/json" id="story">([^]*?)<\/script>/u.exec(text)
  return JSON.parse(found?.[1] ?? 'null')
}

describe('the document of a story', () => {
  test('holds all of the story, and what led to its violation', async () => {
    const story = storyOf(await shipped('zoo/stale-vote-reply.scenario', 'V-E1'))
    const causes = [{ position: 4, text: 'S1 counts a vote of term 1' }]
    const text = storyDocument(story, FURNITURE, causes)
    expect(inlinedIn(text)).toEqual({ story, causes })
    expect(markupOf(text)).toContain('two leaders in term 2: S1 and S2')
    expect(markupOf(text)).toContain('S1 counts a vote of term 1')
  })

  test('allows its own script and style, by their hashes, and nothing else', async () => {
    const text = storyDocument(storyOf(await shipped('paper/lost-vote.scenario')), FURNITURE)
    const hash = (content: string): string =>
      `&#39;sha256-${createHash('sha256').update(content).digest('base64')}&#39;`
    expect(text).toContain('default-src &#39;none&#39;')
    expect(text).toContain(`script-src ${hash(FURNITURE.script)}; style-src ${hash(FURNITURE.style)}`)
    expect(text).not.toMatch(/ style="| on[a-z]+="/u)
  })

  test('is the same text for the same story', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => storyDocument(storyOf(await shipped('paper/figure-13.scenario')), FURNITURE)),
    )
    expect(one).toBe(other)
  })

  test('says that nothing is wrong where nothing is, and what a file expected in vain', async () => {
    const good = storyDocument(storyOf(await shipped('paper/lost-vote.scenario')), FURNITURE)
    expect(good).toContain('✓ nothing violated')
    const vain = await storyOfText(
      'whitewater scenario 1\ntarget core\nservers 3\n\ntimer S1 election\nexpect S1 leader in term 1\n',
    )
    const bad = markupOf(storyDocument(vain, FURNITURE))
    expect(bad).toContain('✕ not what the file expects')
    expect(bad).toContain('line 6: expected S1 leader in term 1, found S1 candidate in term 1')
  })
})

describe('words of a stranger', () => {
  test('are words: neither title, file, comment nor cause becomes markup', async () => {
    const text = `whitewater scenario 1
title ${HOSTILE}</title></script><script>alert(2)</script>
target core
servers 3

# ${HOSTILE}</script><script>alert(3)</script><!--
timer S1 election
`
    const story = await storyOfText(text, `${HOSTILE}.scenario`)
    const page = storyDocument(story, FURNITURE, [{ position: 1, text: HOSTILE }])
    expect(page).not.toContain('<img')
    expect(page.match(/<script/gu)).toHaveLength(2)
    expect(page.match(/<\/script/gu)).toHaveLength(2)
    expect(page).not.toContain('<!--')
    expect(inlinedIn(page)).toMatchObject({ story: { title: story.title, remarks: story.remarks } })
  })
})
