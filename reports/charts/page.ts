import { element, text } from './markup.ts'

const STYLE =
  ':root{color-scheme:light dark}body{margin:2rem auto;max-width:1000px;padding:0 1rem;font-family:system-ui,sans-serif}' +
  'svg{max-width:100%;height:auto}pre{overflow-x:auto;font-size:13px}'

/** A chart and the text that goes with it as one HTML page that opens without a network. */
export function page(title: string, chart: string, words: string): string {
  const head = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, text(title)),
    element('style', {}, STYLE),
  ]
  const body = element('body', {}, chart, element('pre', {}, text(words)))
  return `<!doctype html>\n${element('html', { lang: 'en' }, element('head', {}, ...head), body)}\n`
}
