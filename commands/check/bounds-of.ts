import { Operation, type Command } from '../../core/command.ts'
import { defaultOptions, MembershipKind } from '../../core/options.ts'
import type { Configuration } from '../../core/membership/configuration.ts'
import type { Bounds } from '../../harness/explore/world/bounds.ts'
import { cursorAt, takeEnd } from '../../scenarios/text/cursor.ts'
import { takeMembers } from '../../scenarios/text/members-text.ts'
import { takeServer } from '../../scenarios/text/name-text.ts'
import { ScenarioError } from '../../scenarios/text/scenario-error.ts'
import { UsageError } from '../usage-error.ts'
import { optionsOfFeatures } from './features.ts'
import type { Shape } from './shape.ts'

/** The bounds that options ask for. */
export function boundsOf(shape: Shape): Bounds {
  const { servers, membership, snapshots, disk, terms, entries, messages } = shape
  const voters = membersIn('--voters', shape.voters, servers)
  const options = {
    ...defaultOptions(servers),
    ...(voters === undefined ? {} : { voters: voters.voters }),
    membership: membership === 'joint' ? MembershipKind.Joint : MembershipKind.SingleServer,
    snapshotThreshold: snapshots,
    ...optionsOfFeatures(shape.features),
  }
  const { elections, heartbeats, lapses, crashes, losses, drops, duplicates, retries } = shape
  return {
    cluster: {
      options,
      synchronousDisk: disk === 'synchronous',
      clocks: [],
      operations: operationsOf(shape),
      given: [],
    },
    budgets: { elections, heartbeats, lapses, crashes, losses, drops, duplicates, retries },
    terms,
    entries,
    messages,
  }
}

/** What is asked, each in a session of its own, so that it may be asked at any time. */
function operationsOf({ servers, writes, reads, changes, transfers }: Shape): Command[][] {
  const asked: Pick<Command, 'operation' | 'value' | 'expected'>[] = []
  for (let write = 1; write <= writes; write++)
    asked.push({ operation: Operation.Write, value: write, expected: 0 })
  for (let read = 1; read <= reads; read++) asked.push({ operation: Operation.Read, value: 0, expected: 0 })
  asked.push(
    ...listed(changes).map((text) => {
      const { voters, learners } = membersIn('--changes', text, servers) as Configuration
      return { operation: Operation.Reconfigure, value: voters, expected: learners }
    }),
    ...listed(transfers).map((text) => ({
      operation: Operation.TransferLeadership,
      value: read('--transfers', text, (cursor) => takeServer(cursor, servers)),
      expected: 0,
    })),
  )
  return asked.map((one, session) => [{ session, serial: 1, registration: 0, key: 0, ...one }])
}

function listed(text: string): string[] {
  return text.split(',').filter((part) => part.trim() !== '')
}

/** Members as scenario texts name them, `S1 S2 learners S3`; `undefined` where nothing is said. */
function membersIn(option: string, text: string, servers: number): Configuration | undefined {
  if (text.trim() === '') return undefined
  const members = read(option, text, (cursor) => takeMembers(cursor, servers))
  const { voters, outgoing, learners } = members
  if (voters === 0) throw new UsageError(`${option}: nobody is a member; expected servers, as in "S1 S2"`)
  if (outgoing !== 0 || (learners !== 0 && option === '--voters'))
    throw new UsageError(`${option} ${text}: expected the members that are to be, as in "S1 S2"`)
  return members
}

function read<T>(option: string, text: string, take: (cursor: ReturnType<typeof cursorAt>) => T): T {
  const cursor = cursorAt(option, 1, text)
  try {
    const taken = take(cursor)
    takeEnd(cursor)
    return taken
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error
    throw new UsageError(error.message.replace(`${option}:1`, `${option} "${text.trim()}"`))
  }
}
