import type { Command } from '../../core/command.ts'
import type { Options } from '../../core/options.ts'
import type { Given } from '../../harness/world/cluster.ts'
import { TRUE_CLOCK, type Clock } from '../../harness/world/clock.ts'
import { operationName } from '../../harness/world/names.ts'
import { quoted } from './characters.ts'
import { readClock } from './clock-text.ts'
import { nextWord, refuse, takeEnd, takeOneOf, takeRest, takeThe, type Cursor } from './cursor.ts'
import { readGiven } from './given-text.ts'
import { readOperation } from './operation-text.ts'
import { readOption, readServers } from './option-text.ts'
import { readPatchLine, readTarget, type TargetLine } from './target-text.ts'
import { aboutClock, aboutGiven, aboutOperation, aboutOption, FIRST_LINE } from './write-header.ts'

/** A header as far as it was read. */
export interface HeaderDraft {
  title: string
  target: TargetLine
  /** The lines of the target's patch, and where in the file the target or the last of them stands. */
  readonly patch: string[]
  patchEnds: number
  servers: number | undefined
  synchronousDisk: boolean
  readonly clocks: Clock[]
  options: Partial<Options>
  readonly given: Given[]
  readonly operations: Command[][]
  /** What each line was about and where it stands, in the order they were read. */
  readonly lineOf: Map<string, number>
}

/** A header of which nothing was read. */
export function blankHeader(): HeaderDraft {
  return {
    title: '',
    target: { kind: 'core', patch: undefined },
    patch: [],
    patchEnds: 0,
    servers: undefined,
    synchronousDisk: false,
    clocks: [],
    options: {},
    given: [],
    operations: [],
    lineOf: new Map(),
  }
}

const MOST_SERVERS = 7
const DISKS = ['asynchronous', 'synchronous'] as const

/** Takes one kind of header line into a draft, and says what it was about. */
const READERS: { readonly [word: string]: (cursor: Cursor, draft: HeaderDraft) => string } = {
  whitewater: (cursor) => {
    takeThe(cursor, 'whitewater')
    takeThe(cursor, 'scenario')
    const version = takeRest(cursor, 'the version, 1')
    if (version !== '1') {
      refuse(cursor, `version ${quoted(version)} of scenario text is not known here`, `"${FIRST_LINE}"`)
    }
    return 'whitewater'
  },
  title: (cursor, draft) => {
    takeThe(cursor, 'title')
    draft.title = takeRest(cursor, 'the title')
    return 'title'
  },
  target: (cursor, draft) => {
    draft.target = readTarget(cursor)
    draft.patchEnds = cursor.line
    return 'target'
  },
  servers: (cursor, draft) => {
    draft.servers = readServers(cursor)
    return 'servers'
  },
  disk: (cursor, draft) => {
    takeThe(cursor, 'disk')
    draft.synchronousDisk = DISKS[takeOneOf(cursor, DISKS, 'kind of disk')] === 'synchronous'
    takeEnd(cursor)
    return 'disk'
  },
  clock: (cursor, draft) => {
    const { server, clock } = readClock(cursor, draft.servers ?? MOST_SERVERS)
    while (draft.clocks.length <= server) draft.clocks.push(TRUE_CLOCK)
    draft.clocks[server] = clock
    return aboutClock(server)
  },
  option: (cursor, draft) => {
    const option = readOption(cursor)
    draft.options = { ...option, ...draft.options }
    return aboutOption(Object.keys(option)[0] as string)
  },
  given: (cursor, draft) => {
    const given = readGiven(cursor, draft.servers ?? MOST_SERVERS)
    draft.given.push(given)
    return aboutGiven(given)
  },
  operation: (cursor, draft) => {
    const command = readOperation(cursor, draft.servers ?? MOST_SERVERS)
    takeInTurn(cursor, draft.operations, command)
    return aboutOperation(command)
  },
}

/** Whether a line that begins so belongs to the header. */
export function isHeaderWord(word: string): boolean {
  return Object.hasOwn(READERS, word) || word.startsWith('|')
}

/** Takes a line of the header into the draft, and says what it is about; what was said before is refused. */
export function takeHeaderLine(cursor: Cursor, draft: HeaderDraft): string {
  if (cursor.text.startsWith('|')) return takePatchLine(cursor, draft)
  const about = READERS[nextWord(cursor) as string]?.(cursor, draft) as string
  const before = draft.lineOf.get(about)
  if (before !== undefined) refuse(cursor, `"${about} …" stands in line ${before} already`, 'it only once')
  draft.lineOf.set(about, cursor.line)
  return about
}

function takePatchLine(cursor: Cursor, draft: HeaderDraft): string {
  if (draft.target.patch === undefined || draft.patchEnds !== cursor.line - 1) {
    refuse(
      cursor,
      'a line of a patch stands alone',
      'it right below "target … with patch NAME" or another line of the patch',
    )
  }
  draft.patch.push(readPatchLine(cursor))
  draft.patchEnds = cursor.line
  return 'target'
}

/** Adds an operation to its session; one that comes before its predecessor is refused. */
function takeInTurn(cursor: Cursor, operations: Command[][], command: Command): void {
  const { session, serial } = command
  while (operations.length <= session) operations.push([])
  const commands = operations[session] as Command[]
  if (serial > commands.length + 1) {
    refuse(
      cursor,
      `${operationName(session, serial)} is out of turn`,
      `operation ${operationName(session, commands.length + 1)} first`,
    )
  }
  commands.push(command)
}
