import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from '../../harness/targets/package-root.ts'
import { CHROMIUM, openBrowser } from '../testing/browser.ts'
import { lookedAt } from '../testing/looked-at.ts'
import { shipped, storyOf, storyOfText } from '../testing/recorded.ts'
import type { Cause, Story } from '../recording/story.ts'
import { storyDocument } from './document.ts'

const FIGURE_8 = 'paper/figure-8-overwritten.scenario'
const STALE_VOTE = ['zoo/stale-vote-reply.scenario', 'V-E1'] as const
const CAUSES = [
  { position: 2, text: 'S2 votes for S1 in term 1' },
  { position: 4, text: 'S1 counts that vote in term 2' },
]
const HOSTILE = '<img src=x onerror="document.title=0">'

const folder = mkdtempSync(join(tmpdir(), 'whitewater-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes the page of a story as `whitewater report` does, and gives its address. */
function written(name: string, story: Story, causes: readonly Cause[] = []): string {
  const built = (file: string): string =>
    readFileSync(join(packageRoot(), 'dist', 'reports', 'html', 'page', file), 'utf8')
  const path = join(folder, `${name}.html`)
  writeFileSync(path, storyDocument(story, { script: built('page.js'), style: built('page.css') }, causes))
  return pathToFileURL(path).href
}

describe.skipIf(CHROMIUM === undefined)('in a browser, the picture of a story', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  /** Opens a page, hands it over, and sees to it that it complained of nothing and asked nobody for anything. */
  async function during(
    address: string,
    look: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) complaints.push(`asks for ${request.url()}`)
    })
    await page.goto(address)
    await look(page)
    expect(complaints).toEqual([])
    await context.close()
  }

  const instant = (page: Page): Promise<string | null> => page.locator('#moment .where b').textContent()

  test('shows at each step what each server is, as the run says', async () => {
    const { scenario, target } = await shipped(FIGURE_8)
    const seen = lookedAt(scenario, target)
    await during(written('figure-8', storyOf({ scenario, target })), async (page) => {
      for (const [position, servers] of seen.entries()) {
        if (position > 0) await page.keyboard.press('ArrowDown')
        const panels = await page.locator('#cluster .server').all()
        const shown = await Promise.all(
          panels.map(async (panel) => {
            if ((await panel.getAttribute('class'))?.includes('down') === true) return null
            const values = panel.locator(
              '.facts > span > b, .facts > .fact > ins > b, .facts .role > ins > b',
            )
            const entries = panel.locator('.entry:not(.gone) b')
            return [...(await values.allTextContents()), ...(await entries.allTextContents())]
          }),
        )
        const expected = servers.map((server) => {
          if (server === null) return null
          const { role, term, vote, commit, applied, terms } = server
          const name = ['follower', 'candidate', 'leader', 'pre-candidate'][role as number]
          const voted = vote === -1 ? 'nobody' : `S${(vote as number) + 1}`
          return [name, `${term}`, voted, `${commit}`, `${applied}`, ...terms.map((one) => `t${one}`)]
        })
        expect(shown).toEqual(expected)
      }
    })
  })

  test('is stepped through by the keys, whatever has the focus', async () => {
    const story = storyOf(await shipped(...STALE_VOTE))
    await during(written('keys', story, CAUSES), async (page) => {
      expect(await instant(page)).toBe('action 7')
      const after = async (key: string): Promise<string | null> => {
        await page.keyboard.press(key)
        return instant(page)
      }
      expect([await after('p'), await after('p'), await after('p')]).toEqual([
        'action 4',
        'action 2',
        'action 2',
      ])
      expect([await after('n'), await after('Home'), await after('End')]).toEqual([
        'action 4',
        'start',
        'action 7',
      ])
      expect([await after('ArrowUp'), await after('ArrowRight'), await after('ArrowLeft')]).toEqual([
        ...['action 6', 'action 7', 'action 6'],
      ])
      await page.locator('#slider').focus()
      expect([await after('PageUp'), await after('ArrowDown')]).toEqual(['start', 'action 1'])
      expect(await page.locator('#said').textContent()).toBe(
        'Action 1: timer S1 election. S1: follower becomes candidate, term 0 becomes 1, votes for S1',
      )
    })
  })

  test('goes where the slider, a row, a cause or the violation leads, and says where that is', async () => {
    const story = storyOf(await shipped(...STALE_VOTE))
    await during(written('ways', story, CAUSES), async (page) => {
      const slider = page.locator('#slider')
      const box = (await slider.boundingBox()) as { x: number; y: number; width: number; height: number }
      await page.mouse.click(box.x + box.width / 2, box.y + 9 + ((box.height - 18) * 4) / 7)
      expect(await slider.inputValue()).toBe('4')
      expect(await instant(page)).toBe('action 4')
      await page.getByRole('option', { name: 'timer S2 election' }).click()
      expect(await slider.getAttribute('aria-valuetext')).toBe('action 5 of 7')
      await page.getByRole('button', { name: /^S2 votes for S1/u }).click()
      expect(await instant(page)).toBe('action 2')
      await page.locator('#row-2[aria-selected=true]').waitFor()
      expect(await page.locator('#rows').getAttribute('aria-activedescendant')).toBe('row-2')
      await page.getByRole('button', { name: '✕ 2 violations' }).click()
      await page.locator('.row.violation.now').waitFor()
    })
  })

  test('draws the whole of a long story at once, and only what can be seen of it near', async () => {
    const story = storyOf(await shipped('paper/figure-8-committed.scenario'))
    const long = { ...story, moments: Array.from({ length: 60 }, () => story.moments).flat() }
    await during(written('long', long), async (page) => {
      const rows = page.locator('#rows .row')
      const near = await rows.count()
      expect(near).toBeGreaterThan(20)
      expect(near).toBeLessThan(100)
      await page.keyboard.press('0')
      await expect.poll(() => rows.count()).toBe(0)
      const overflow =
        'document.querySelector("#scroll").scrollHeight - document.querySelector("#scroll").clientHeight'
      expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(1)
      expect(await page.locator('#labels .landmark').count()).toBeGreaterThan(0)
      await page.keyboard.press('0')
      await expect.poll(() => rows.count()).toBeGreaterThan(20)
    })
  })

  test('is dark for who prefers that', async () => {
    const address = written('dark', storyOf(await shipped(FIGURE_8)))
    const ground = (page: Page): Promise<string> =>
      page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    await during(address, async (page) => expect(await ground(page)).toBe('rgb(255, 255, 255)'))
    await during(address, async (page) => expect(await ground(page)).toBe('rgb(16, 20, 23)'), {
      colorScheme: 'dark',
    })
  })

  test('is printed whole, with every action in words', async () => {
    const story = storyOf(await shipped(FIGURE_8))
    await during(written('print', story), async (page) => {
      await page.emulateMedia({ media: 'print' })
      await expect.poll(() => page.locator('#print .row').count()).toBe(story.moments.length + 1)
      expect(await page.locator('.toolbar').isVisible()).toBe(false)
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
      await page.emulateMedia({ media: 'screen' })
      await expect.poll(() => page.locator('#print .row').count()).toBe(0)
    })
  })

  test('lets no word of a file become a part of the page', async () => {
    const text = `whitewater scenario 1\ntitle ${HOSTILE}\ntarget core\nservers 3\n\n# ${HOSTILE}\ntimer S1 election\n`
    const story = await storyOfText(text, HOSTILE)
    await during(written('hostile', story, [{ position: 1, text: HOSTILE }]), async (page) => {
      await page.keyboard.press('ArrowDown')
      expect(await page.locator('img').count()).toBe(0)
      expect(await page.locator('h1').textContent()).toBe(HOSTILE)
      expect(await page.locator('#moment blockquote').textContent()).toBe(HOSTILE)
      expect(await page.locator('#moment .cause').textContent()).toBe(HOSTILE)
      expect(await page.title()).toBe(`${HOSTILE} – Whitewater`)
    })
  })
})

if (CHROMIUM === undefined) {
  test.skip('no Chromium is on this machine (apt-get install chromium): no page was opened in a browser')
}
