/** A value as JSON that may stand inside a script element: nothing in it can end that, or begin a comment. */
export function inlineJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
