import { escape } from 'html-escaper'

/** An element of SVG or HTML as text: attributes are escaped, and what is inside is markup already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...inside: readonly string[]
): string {
  const told = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`)
  const begin = `<${name}${told.join('')}`
  return inside.length === 0 ? `${begin}/>` : `${begin}>${inside.join('')}</${name}>`
}

/** Text for people, inside an element. */
export function text(words: string): string {
  return escape(words)
}
