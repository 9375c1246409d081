/**
 * How a line is drawn: by the place of its range in a panel. Dashes tell lines apart for whoever does not see their
 * colours, or prints them. The colours are a sequence from blue to red whose neighbours differ in lightness too.
 */
const DASHES = ['', '10 4', '2 3', '14 4 2 4', '6 3', '8 3 2 3 2 3'] as const

const LIGHT = ['#1b4f9c', '#0b7d8a', '#3f7d20', '#a06a00', '#c4421a', '#8a1c5c']
const DARK = ['#7fb2ff', '#4fd0dc', '#9bd36f', '#f0bd4f', '#ff8f66', '#f08ac4']

/** The dash pattern of a line; empty for one that is solid. */
export function dashOf(place: number): string {
  return DASHES[place % DASHES.length] as string
}

/** The class that gives a line, and what belongs to it, its colour. */
export function classOf(place: number): string {
  return `line-${place % DASHES.length}`
}

/** Style of a chart: for light surroundings, and for dark ones where the reader prefers them. */
export const STYLE = [
  `svg{${palette('#ffffff', '#1f2328', '#59636e', '#d1d9e0', LIGHT)}`,
  'font:13px system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif}',
  `@media (prefers-color-scheme:dark){svg{${palette('#0d1117', '#e6edf3', '#9aa4af', '#30363d', DARK)}}}`,
  '.ground{fill:var(--ground)}text{fill:var(--ink)}.faint{fill:var(--faint)}.head{font-weight:600;font-size:15px}',
  '.title{font-weight:600;font-size:18px}.small{font-size:12px}.name{font-weight:600}',
  '.grid{stroke:var(--grid);fill:none}.axis{stroke:var(--faint);fill:none}',
  '.line{fill:none;stroke-width:2;stroke-linejoin:round}.mark{fill:var(--ground);stroke-width:2}',
  '.halo{paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}',
  ...LIGHT.map((_, place) => `.${classOf(place)}{stroke:var(--colour-${place})}`),
].join('')

function palette(
  ground: string,
  ink: string,
  faint: string,
  grid: string,
  colours: readonly string[],
): string {
  const lines = colours.map((colour, place) => `--colour-${place}:${colour};`)
  return `--ground:${ground};--ink:${ink};--faint:${faint};--grid:${grid};${lines.join('')}`
}
