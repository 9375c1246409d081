import { z } from 'zod'
import { KIND_NAMES } from '../trace-event.ts'
import { MESSAGE_NAMES } from '../trace-message.ts'
import { COUNT, INDEX, TERM } from './numbers.ts'

const SERVER = z.string().min(1).max(200)
const SERVERS = z.array(SERVER).max(30)
const CONTENT = z.string().max(10_000)

const ENTRY = z
  .union([
    z.tuple([INDEX, TERM]),
    z.tuple([INDEX, TERM, CONTENT]),
    z.tuple([INDEX, TERM, CONTENT, z.object({ voters: SERVERS, outgoing: SERVERS.optional() })]),
  ])
  .describe('index, term, what it holds or a digest of that, the configuration that it brings')
const ENTRIES = z.array(ENTRY).max(100_000)

const STATE = z
  .object({
    term: TERM.optional().describe('currentTerm'),
    vote: z.string().max(200).optional().describe('votedFor; "" for nobody'),
    commit: INDEX.optional().describe('commitIndex'),
    last: INDEX.optional().describe('the index of the last entry of its log'),
    lastTerm: TERM.optional().describe('the term of that entry'),
    role: z.enum(['follower', 'pre-candidate', 'candidate', 'leader']).optional(),
    voters: SERVERS.optional().describe('the servers whose majority decides'),
    outgoing: SERVERS.optional().describe(
      'in a joint configuration, the old voters, whose majority is needed too',
    ),
  })
  .describe('the state of server n, as far as it is seen')

const MESSAGE = z
  .object({
    k: z.enum(MESSAGE_NAMES),
    from: SERVER,
    to: SERVER,
    term: TERM.optional().describe('the term in the message; of a pre-vote the one that it asks about'),
    index: INDEX.optional().describe(
      'request-vote: the candidate’s last entry; append: the entry before those sent; appended: the last entry that matches or, refusing, the one that was not found; snapshot and its answer: the last entry it covers',
    ),
    logTerm: TERM.optional().describe('the term of that entry'),
    entries: ENTRIES.optional().describe('append: what it carries'),
    count: COUNT.optional().describe('append: how many entries it carries, where they are not written out'),
    commit: INDEX.optional().describe('the commitIndex that it tells'),
    reject: z.boolean().optional().describe('vote, pre-voted, appended, snapshot-answer: whether it says no'),
    hint: INDEX.optional().describe('anything more that the implementation tells in a refusal'),
    id: z
      .union([z.string().max(200), z.int()])
      .optional()
      .describe('a name for this message, the same where it is received'),
  })
  .describe('the message that is sent or received')

/** The first line of each file. */
export const HEADER = z.object({
  whitewater: z.literal('trace'),
  v: z.literal(1).describe('the version of this format'),
  impl: z.string().max(200).optional().describe('what implementation it is'),
  version: z.string().max(200).optional(),
  servers: SERVERS.optional().describe('all servers that ever take part; any, if left out'),
  voters: SERVERS.optional().describe('whose majority decides at first; all servers, if left out'),
  complete: z
    .array(z.enum(KIND_NAMES))
    .optional()
    .describe('the kinds of events of which each one is in the trace; none, if left out'),
  messages: z
    .array(z.enum(MESSAGE_NAMES))
    .optional()
    .describe('the kinds of messages of which each one is there, sent and received; all, if left out'),
  receive: z
    .enum(['before', 'after'])
    .optional()
    .describe(
      'whether st of a receive is the state before the message was processed or after; found out, if left out',
    ),
  sends: z
    .enum(['as made', 'later'])
    .optional()
    .describe(
      'whether a send stands where the message is made, or where it leaves, perhaps after waiting for a disk; later, if left out',
    ),
  self: z
    .boolean()
    .optional()
    .describe('whether servers send messages to themselves, for their own votes and entries'),
  configuration: z
    .enum(['on append', 'on apply'])
    .optional()
    .describe(
      'when an entry that brings a configuration puts it in force; on append (the paper’s), if left out',
    ),
  order: z
    .enum(['total', 'per server'])
    .optional()
    .describe('what the order of lines means; per server where there are several files'),
  disk: z
    .enum(['as told', 'at least as told', 'not told'])
    .optional()
    .describe(
      'what a crash leaves: exactly what persist told; that, and perhaps some of what was written since; nothing says',
    ),
})

/** Each further line. */
export const EVENT = z.object({
  k: z.enum(KIND_NAMES),
  n: SERVER.describe('the server at which it happened'),
  st: STATE.optional(),
  m: MESSAGE.optional(),
  hard: STATE.optional().describe('persist: the term, the vote and the end of the log that are durable now'),
  entries: ENTRIES.optional().describe('persist, apply: these entries'),
  index: INDEX.optional().describe(
    'persist, restore: the last entry of a snapshot; read-answered: up to where it has to be applied',
  ),
  term: TERM.optional().describe('the term of that entry'),
  applied: INDEX.optional().describe('start: up to where the state machine is'),
  ctx: z.string().max(200).optional().describe('read-asked, read-answered: which read'),
})

/** The format as a JSON Schema, of a line. */
export function neutralJsonSchema(): object {
  return z.toJSONSchema(z.union([HEADER, EVENT]), { target: 'draft-2020-12' })
}
