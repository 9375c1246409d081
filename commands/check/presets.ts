import { PLAIN, type Shape } from './shape.ts'

/** Bounds with a name. */
export interface Preset {
  readonly name: string
  readonly sentence: string
  /** How many states the unpatched core has there, as measured, in words. */
  readonly size: string
  readonly shape: Partial<Shape>
}

/** What there is to choose from, the default first. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'small',
    sentence: '3 servers, 2 terms, a write; any message lost or repeated, as in the others but where said',
    size: 'about 43,000 states',
    shape: { writes: 1 },
  },
  {
    name: 'paper',
    sentence: 'the same with a crash',
    size: 'about 470,000 states',
    shape: { writes: 1, crashes: 1 },
  },
  {
    name: 'reads',
    sentence: 'a write and a read by ReadIndex, 2 terms, 2 election timeouts',
    size: 'about 1.2 million states',
    shape: { writes: 1, reads: 1, elections: 2 },
  },
  {
    name: 'joint',
    sentence: 'from members S1 and S2 to S2 and S3 through a joint configuration, a write, 2 terms',
    size: 'about 98,000 states',
    shape: { voters: 'S1 S2', changes: 'S2 S3', writes: 1 },
  },
  {
    name: 'single-server',
    sentence: 'two changes of one member each, whichever comes first, 2 terms',
    size: 'about 700,000 states',
    shape: { changes: 'S1 S2, S1 S3', membership: 'single-server' },
  },
  {
    name: 'snapshots',
    sentence: 'a snapshot after every entry, a write, 2 terms, 2 election timeouts, no message repeated',
    size: 'about 460,000 states',
    shape: { snapshots: 1, writes: 1, elections: 2, duplicates: 0 },
  },
  {
    name: 'disk',
    sentence:
      'disks that flush when they will, a crash that may lose or tear writes, a write, 1 term, no message repeated',
    size: 'about 68,000 states',
    shape: { writes: 1, disk: 'loses', terms: 1, crashes: 1, losses: Infinity, duplicates: 0 },
  },
  {
    name: 'pre-vote',
    sentence:
      'PreVote and CheckQuorum, 2 terms, 2 election timeouts, a timeout of a leader or quorum not heard',
    size: 'about 3.1 million states',
    shape: { features: ['pre-vote', 'check-quorum'], elections: 2, lapses: 1 },
  },
  {
    name: 'five',
    sentence: '5 servers, 1 term, a write and a crash',
    size: 'about 140,000 states',
    shape: { servers: 5, terms: 1, writes: 1, crashes: 1 },
  },
]

/** The bounds of a preset. */
export function shapeOf({ shape }: Preset): Shape {
  return { ...PLAIN, ...shape }
}

/** Two lines for each preset. */
export function presetsText(): string {
  return PRESETS.map(
    ({ name, sentence, size }) => `  ${name.padEnd(15)}${sentence}\n  ${' '.repeat(15)}${size}`,
  ).join('\n')
}
