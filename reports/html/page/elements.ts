/** The element of the document with this id, which it is written with. */
export function elementOf<T extends Element = HTMLElement>(id: string): T {
  return document.getElementById(id) as unknown as T
}
