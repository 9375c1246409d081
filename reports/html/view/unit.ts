import type { Story } from '../../recording/story.ts'

/** What a story's moments are called: a run takes actions, a trace tells events. */
export function unitOf({ trace }: Pick<Story, 'trace'>): 'action' | 'event' {
  return trace === undefined ? 'action' : 'event'
}
