/** Where things stand in a diagram: lanes from left to right, actions from top to bottom, a row each. */
export interface Places {
  /** How high a row is. */
  readonly row: number
  /** How far servers stand apart, and sessions. */
  readonly gap: number
  readonly sessionGap: number
  readonly servers: number
  /** How wide the diagram is. */
  readonly width: number
  /** The middle of a lane. */
  x(lane: number): number
  /** The middle of an action's row. */
  y(position: number): number
}

const EDGE = 8
const MOST_GAP = 104
const LEAST_GAP = 24
const SESSION_GAP = 24

/** From this height on a row has its text beside it, and arrows have labels. */
export const NEAR = 16
/** From this height on each action has its mark. */
export const MIDDLE = 5
/** Servers that stand further apart have the names of messages between them. */
export const LABEL_GAP = 84

/** Lays out so many lanes in a width that is to be had, as far apart as that allows. */
export function placesOf(servers: number, sessions: number, available: number, row: number): Places {
  const narrow = available < servers * 44
  const sessionGap = narrow ? SESSION_GAP - 6 : SESSION_GAP
  const forServers = available - sessions * sessionGap - 2 * EDGE
  const gap = Math.max(LEAST_GAP, Math.min(MOST_GAP, Math.floor(forServers / servers)))
  return {
    row,
    gap,
    sessionGap,
    servers,
    width: 2 * EDGE + servers * gap + sessions * sessionGap,
    x: (lane) =>
      EDGE + (lane < servers ? (lane + 0.5) * gap : servers * gap + (lane - servers + 0.5) * sessionGap),
    y: (position) => (position + 0.5) * row,
  }
}
