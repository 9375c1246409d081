/** What the keys of the keyboard ask for. */
export interface Wishes {
  step(actions: number): void
  page(pages: number): void
  goTo(end: 'start' | 'end'): void
  stop(direction: -1 | 1): void
  zoom(direction: -1 | 0 | 1): void
  /** Closes what is open above the picture. */
  close(): void
}

const KEYS: Readonly<Record<string, (wishes: Wishes) => void>> = {
  ArrowDown: ({ step }) => step(1),
  ArrowRight: ({ step }) => step(1),
  ArrowUp: ({ step }) => step(-1),
  ArrowLeft: ({ step }) => step(-1),
  PageDown: ({ page }) => page(1),
  PageUp: ({ page }) => page(-1),
  Home: ({ goTo }) => goTo('start'),
  End: ({ goTo }) => goTo('end'),
  n: ({ stop }) => stop(1),
  p: ({ stop }) => stop(-1),
  '+': ({ zoom }) => zoom(1),
  '=': ({ zoom }) => zoom(1),
  '-': ({ zoom }) => zoom(-1),
  '0': ({ zoom }) => zoom(0),
  Escape: ({ close }) => close(),
}

/** Keys by which whatever has the focus scrolls. */
const SCROLLING = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']

/** Listens to the keyboard, wherever the focus is: but a panel that can be scrolled keeps the keys for that. */
export function listenToKeys(wishes: Wishes): void {
  document.addEventListener('keydown', (event) => {
    const wish = KEYS[event.key]
    if (wish === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const panel = (event.target as Element).closest('.inspector')
    const scrolls = panel !== null && panel.scrollHeight > panel.clientHeight
    if (scrolls && SCROLLING.includes(event.key)) return
    event.preventDefault()
    wish(wishes)
  })
}
