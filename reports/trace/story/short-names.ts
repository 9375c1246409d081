/** Names that are no longer are as short as they need to be. */
const SHORT = 12

/** Names in which what all of them begin and end with is left out, where they are long: of `node-1.example:80` the 1. */
export function shortNames(names: readonly string[]): string[] {
  if (names.length < 2 || names.every(({ length }) => length <= SHORT)) return [...names]
  const begin = shared(names).replace(/[^\W_]+$/u, '').length
  const rest = names.map((name) => name.slice(begin))
  const end = reversed(shared(rest.map(reversed))).replace(/^[^\W_]+/u, '').length
  const short = rest.map((name) => name.slice(0, name.length - end))
  return short.some((name) => name === '') ? [...names] : short
}

/** What all texts begin with. */
function shared([first = '', ...others]: readonly string[]): string {
  let length = 0
  while (length < first.length && others.every((other) => other[length] === first[length])) length++
  return first.slice(0, length)
}

function reversed(name: string): string {
  return [...name].reverse().join('')
}
