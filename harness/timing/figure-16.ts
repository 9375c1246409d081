/** A number that the paper reports (9.3), in milliseconds. */
export interface Reported {
  readonly of: 'least' | 'median' | 'mean' | 'most'
  readonly milliseconds: number
  /** The paper only says that it was longer than that. */
  readonly longer?: boolean
}

/** A line of the paper's Figure 16: a range of election timeouts in milliseconds, and what the paper says of it. */
export interface TimeoutLine {
  readonly least: number
  readonly most: number
  readonly reported: readonly Reported[]
}

/** One of the two panels of the paper's Figure 16. */
export interface TimeoutPanel {
  readonly title: string
  readonly lines: readonly TimeoutLine[]
}

/** The paper's Figure 16: how long clusters were without a leader after it had crashed, by range of election timeouts. */
export const FIGURE_16: readonly TimeoutPanel[] = [
  {
    title: 'More and more randomness',
    lines: [
      line(150, 150, { of: 'least', milliseconds: 10_000, longer: true }),
      line(150, 151),
      line(150, 155, { of: 'median', milliseconds: 287 }),
      line(150, 175),
      line(150, 200, { of: 'most', milliseconds: 513 }),
      line(150, 300),
    ],
  },
  {
    title: 'Shorter and longer timeouts',
    lines: [
      line(12, 24, { of: 'mean', milliseconds: 35 }, { of: 'most', milliseconds: 152 }),
      line(25, 50),
      line(50, 100),
      line(100, 200),
      line(150, 300),
    ],
  },
]

function line(least: number, most: number, ...reported: readonly Reported[]): TimeoutLine {
  return { least, most, reported }
}
