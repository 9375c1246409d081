/** Ctrl-C, as a signal to end with what there is so far. */
export interface Interruption {
  readonly signal: AbortSignal
  /** Lets Ctrl-C end the program again. */
  release(): void
}

/** Takes the first Ctrl-C as a wish to stop; a second one ends the program at once. */
export function interruption(): Interruption {
  const controller = new AbortController()
  const stop = (): void => {
    process.off('SIGINT', stop)
    controller.abort()
  }
  process.on('SIGINT', stop)
  return { signal: controller.signal, release: () => void process.off('SIGINT', stop) }
}
