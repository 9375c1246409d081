/** Text that somebody else wrote, without what would move a terminal's cursor or change its colours, and not without end. */
export function printable(text: string): string {
  const shown = text.replace(
    /\p{Cc}/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown
}

const LONGEST = 1000
