import type { z } from 'zod'
import { kindsOf, type Semantics } from '../semantics.ts'
import { KIND_NAMES } from '../trace-event.ts'
import { MESSAGE_NAMES } from '../trace-message.ts'
import type { HEADER } from './neutral-schema.ts'

/** What a header says that the lines mean; what it leaves out is taken to promise nothing. */
export function semanticsOf(header: z.infer<typeof HEADER>): Semantics {
  const complete = kindsOf(...(header.complete ?? []).map((name) => KIND_NAMES.indexOf(name)))
  const messages = (header.messages ?? MESSAGE_NAMES).map((name) => MESSAGE_NAMES.indexOf(name))
  const persists = (header.complete ?? []).includes('persist')
  return {
    complete,
    messages: kindsOf(...messages),
    receiveShows: header.receive ?? 'either',
    sends: header.sends ?? 'later',
    selfMessages: header.self ?? false,
    configuration: header.configuration ?? 'on append',
    order: header.order ?? 'total',
    disk: persists ? (header.disk ?? 'at least as told') : 'not told',
    appendsUnasked: true,
  }
}
