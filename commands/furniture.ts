import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../harness/targets/package-root.ts'
import type { Furniture } from '../reports/html/document.ts'

/** What is built for pages, and stands in each of them. */
export function furniture(): Furniture {
  const built = (name: string): string =>
    readFileSync(join(packageRoot(), 'dist', 'reports', 'html', 'page', name), 'utf8')
  return { script: built('page.js'), style: built('page.css') }
}
