/** The names of the mutants that a text argues to be no bugs: each in a list item of its own, as code. */
export function arguedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^ *- `{1,2} ?(core\/.*?) ?`{1,2}$/gm)].map(([, name]) => name as string))
}
