import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where a Chromium may be that was installed with the system. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium of this machine; `undefined` where there is none. */
export const CHROMIUM = PLACES.find((place) => existsSync(place))

/** Starts it. Root, which tests in containers are run by, is refused its sandbox. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM as string,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
}
