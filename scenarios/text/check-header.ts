import { isAdministrative, Operation, type Command } from '../../core/command.ts'
import { membersOf } from '../../core/membership/configuration.ts'
import { defaultOptions, MachineKind, type Options } from '../../core/options.ts'
import type { TargetSpec } from '../../harness/targets/target.ts'
import type { Cluster, Given } from '../../harness/world/cluster.ts'
import { serverName, serverNames } from '../../harness/world/names.ts'
import { anyOf } from './characters.ts'
import type { HeaderDraft } from './header-line.ts'
import { OPERATION_NAMES, OPERATIONS_OF, type Listed } from './operation-text.ts'
import { MACHINE_NAMES, optionsSchema } from './options-schema.ts'
import { ScenarioError } from './scenario-error.ts'
import { aboutGiven, aboutOperation, aboutOption } from './write-header.ts'

/** Makes the cluster that a header tells of, or says where the header does not go together. */
export function clusterIn(file: string, draft: HeaderDraft): Cluster {
  const { servers, synchronousDisk, operations, clocks } = draft
  if (servers === undefined) {
    throw new ScenarioError(
      file,
      Math.max(...draft.lineOf.values()),
      'the header does not say how many servers there are; expected a line like "servers 5"',
    )
  }
  const options = { ...defaultOptions(servers), ...draft.options }
  const given = draft.given.toSorted((one, other) => one.server - other.server)
  const cluster = { options, synchronousDisk, clocks, operations, given }
  checkOptions(file, draft, options)
  checkGiven(file, draft, cluster)
  for (const command of operations.flat()) checkOperation(file, draft, options, command)
  return cluster
}

/** Makes the target that a header tells of. */
export function targetIn(file: string, { target, patch, patchEnds }: HeaderDraft): TargetSpec {
  const { kind, patch: name } = target
  if (name === undefined) return { kind }
  if (patch.length === 0) {
    throw new ScenarioError(
      file,
      patchEnds,
      'the text of the patch is missing; expected it below, each line of it after "| "',
    )
  }
  return { kind, patch: { name, text: patch.join('\n') } }
}

function checkOptions(file: string, draft: HeaderDraft, options: Options): void {
  const issue = optionsSchema.safeParse(options).error?.issues[0]
  if (issue === undefined) return
  const lines = Object.keys(draft.options).map((name) => draft.lineOf.get(aboutOption(name)) ?? 0)
  const own = draft.lineOf.get(aboutOption(String(issue.path[0])))
  throw new ScenarioError(
    file,
    own ?? Math.max(...lines),
    `${issue.message}; expected options that go together`,
  )
}

function checkGiven(file: string, draft: HeaderDraft, { options, given }: Cluster): void {
  for (const one of given) {
    checkServers(file, draft.lineOf.get(aboutGiven(one)) as number, namedIn(one), options)
  }
}

function namedIn({ server, votedFor, log }: Given): number {
  let named = (1 << server) | (votedFor < 0 ? 0 : 1 << votedFor)
  for (const { configuration } of log) if (configuration !== null) named |= membersOf(configuration)
  return named
}

/** Refuses a set of servers that has some in it which there are not. */
function checkServers(file: string, line: number, named: number, { servers }: Options): void {
  const [unknown] = serverNames((named >> servers) << servers).split(' ')
  if (unknown === '') return
  const known = servers === 1 ? 'S1' : `S1 to ${serverName(servers - 1)}`
  throw new ScenarioError(file, line, `there is no server "${unknown}"; expected ${known}`)
}

function checkOperation(file: string, draft: HeaderDraft, options: Options, command: Command): void {
  const { machine } = options
  const { operation, value, expected } = command
  const line = draft.lineOf.get(aboutOperation(command)) as number
  if (isAdministrative(operation)) {
    const named = operation === Operation.Reconfigure ? value | expected : 1 << value
    checkServers(file, line, named, options)
    return
  }
  if (OPERATIONS_OF[machine].includes(operation as Listed)) return
  const known = anyOf(OPERATIONS_OF[machine].map((one) => OPERATION_NAMES[one]))
  const other = machine === MachineKind.KeyValue ? MachineKind.AppendList : MachineKind.KeyValue
  const wrong = `the ${MACHINE_NAMES[machine]} machine knows no ${OPERATION_NAMES[operation as Listed]}`
  throw new ScenarioError(
    file,
    line,
    `${wrong}; expected ${known}, or the header to say "option machine ${MACHINE_NAMES[other]}"`,
  )
}
