import type { TraceFile } from '../../harness/traces/reading/open-trace.ts'
import { storyDocument } from '../../reports/html/document.ts'
import { counted, whole } from '../../reports/terminal/numbers.ts'
import { traceStory } from '../../reports/trace/story/trace-story.ts'
import { furniture } from '../furniture.ts'
import { writeWhole } from '../output-folder.ts'

/** Writes the picture of a trace that can be judged, and says what it is of. */
export function writeTracePage(file: string, traces: readonly TraceFile[], lenient: boolean): string {
  const { story, causes } = traceStory(traces, { lenient })
  const text = storyDocument(story, furniture(), causes)
  writeWhole(file, text, '--html')
  const events = counted(story.moments.length, 'event')
  return `picture of ${events} in ${file} (${whole(Buffer.byteLength(text) / 1000)} kB)`
}
