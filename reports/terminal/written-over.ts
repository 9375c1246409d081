/** A terminal, as far as a line that is written over and over needs one. */
export interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** A line that is written over and over; nothing at all where no terminal is looking. */
export interface WrittenOver {
  show(text: string): void
  /** Wipes the line, so that what is written next stands where it was. */
  clear(): void
}

const WIPE = '\r\u001b[2K'

/** A line of a terminal that is written over, cut off where the terminal ends. */
export function writtenOver(terminal: Terminal): WrittenOver {
  if (terminal.isTTY !== true) return { show: () => undefined, clear: () => undefined }
  return {
    show: (text) => void terminal.write(WIPE + text.slice(0, (terminal.columns ?? 80) - 1)),
    clear: () => void terminal.write(WIPE),
  }
}
