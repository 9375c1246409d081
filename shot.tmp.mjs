import { chromium } from 'playwright-core'
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [file, name, hash, how, scheme] of JSON.parse(process.argv[2])) {
  const c = await b.newContext({ viewport: { width: 1500, height: 950 }, colorScheme: scheme ?? 'light' })
  const p = await c.newPage()
  p.on('console', m => console.log('console', m.text())); p.on('pageerror', e => console.log('error', e.message))
  const t = Date.now()
  await p.goto('file://' + file + (hash ?? ''))
  await p.locator('#moment .where').waitFor()
  console.log(name, 'opened in', Date.now() - t)
  if (how === 'why') await p.evaluate("document.querySelector('.why').scrollIntoView()")
  if (how === 'key') await p.locator('.key summary').click()
  if (how === 'far') await p.keyboard.press('0')
  await p.waitForTimeout(600)
  await p.screenshot({ path: `/tmp/pic-shots/${name}.png` })
  await c.close()
}
await b.close()
