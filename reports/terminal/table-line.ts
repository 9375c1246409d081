/** A column of a table: numbers stand right in it, words left. */
export interface Column {
  readonly head: string
  readonly width: number
  readonly left?: boolean
}

/** A line of a table, its cells two spaces apart. */
export function tableLine(columns: readonly Column[], cells: readonly string[]): string {
  const placed = columns.map(({ width, left }, place) => {
    const cell = cells[place] ?? ''
    return left === true ? cell.padEnd(width) : cell.padStart(width)
  })
  return `  ${placed.join('  ')}`.trimEnd()
}
