import type { ChalkInstance } from 'chalk'
import type { BatchResult, FaultCounts, Roughness } from '../../harness/campaign/batch.ts'
import { partsOf } from '../../harness/calm/bounds.ts'
import { STEADY_TIMEOUTS } from '../../harness/calm/steadiness.ts'
import { FAULTS } from '../../harness/faults/faults.ts'
import type { Fault } from '../../harness/faults/stage/stage.ts'
import { operationOutcomes, type Gauge } from '../../harness/campaign/gauge.ts'
import { CALM_TIMEOUTS } from '../../harness/plan/aftermath.ts'
import { fingerprintText } from '../../harness/schedule/fingerprint.ts'
import { ActionKind } from '../../harness/world/action.ts'
import { newnessText, situationsText, unreachedText } from './reach-text.ts'
import { median, rate, share, span, whole } from './numbers.ts'

/** A finished campaign, as far as the closing screen tells of it. */
export interface Campaign extends BatchResult {
  readonly seconds: number
  readonly checked: readonly string[]
  readonly notChecked: readonly { readonly property: string; readonly missing: readonly string[] }[]
  readonly interrupted: boolean
  readonly firstSeed: number
  /** What was run, in words: `core, 5 servers, 2 workers`. */
  readonly setting: string
  /** The names of all situations that were looked out for. */
  readonly situations: readonly string[]
}

/** What a person wants to know when a campaign is over. Violations are told apart from it. */
export function closingScreen(campaign: Campaign, chalk: ChalkInstance): string {
  const { seeds, actions, seconds, virtual, gauge, firstSeed, failures, undecided, broken } = campaign
  const virtualSeconds = virtual / 1e6
  const lines = [
    chalk.bold(
      `${whole(seeds)} ${seeds === 1 ? 'seed' : 'seeds'} from ${firstSeed}${campaign.interrupted ? ' (interrupted)' : ''}, ${campaign.setting}`,
    ),
    row('actions', `${whole(actions)} in ${span(seconds)}: ${rate(actions / seconds)} a second`),
    row(
      'time',
      `${span(virtualSeconds)} of virtual time, ${whole(virtualSeconds / seconds)} times as fast as real`,
    ),
    row('mix', mixOf(gauge)),
    row(
      '',
      `${share(gauge.stepped, actions)} of the actions step a server, ${share(gauge.changedServer, actions)} change it; ${whole(gauge.committed)} entries committed`,
    ),
    row('water', roughnessText(campaign.roughness)),
    row('faults', faultsText(campaign.faults)),
    row('clients', operationsText(gauge)),
    row('features', featuresText(gauge)),
    row('checked', campaign.checked.join(', ')),
    row('unchecked', notCheckedText(campaign)),
    row('calm', calmText(campaign)),
    row('fingerprint', fingerprintText(campaign.fingerprint)),
  ]
  lines.splice(lines.length - 3, 0, ...reachRows(campaign, chalk))
  if (undecided.length > 0) lines.push(row('undecided', chalk.yellow(undecidedText(undecided))))
  for (const { seed, error } of broken)
    lines.push(row('broken', chalk.red(`seed ${seed}: ${error.split('\n')[0]}`)))
  if (failures.length > 0)
    lines.push(
      chalk.red.bold(
        `${whole(failures.length)} of ${whole(seeds)} ${seeds === 1 ? 'seed' : 'seeds'} violated a property`,
      ),
    )
  else if (campaign.rules.length > 0) lines.push(chalk.red.bold('no property violated, but rules broken'))
  else if (broken.length === 0) lines.push(chalk.green.bold(seeds === 0 ? 'nothing was run' : 'no violation'))
  return lines.join('\n')
}

/** What was reached, what was not, and whether more seeds would pay. */
function reachRows(campaign: Campaign, chalk: ChalkInstance): string[] {
  if (campaign.situations.length === 0 || campaign.seeds === 0) return []
  const unreached = unreachedText(campaign)
  return [
    row('situations', situationsText(campaign)),
    ...(unreached === undefined ? [] : [row('unreached', chalk.yellow(unreached))]),
    row('new', newnessText(campaign)),
  ]
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(12)}${text}`
}

const KIND_NAMES: readonly (readonly [string, readonly ActionKind[]])[] = [
  ['deliver', [ActionKind.Deliver, ActionKind.Duplicate]],
  ['drop', [ActionKind.Drop, ActionKind.DropAnswer]],
  ['flush', [ActionKind.Flush, ActionKind.Restore, ActionKind.Apply, ActionKind.Remove]],
  ['timer', [ActionKind.Timer, ActionKind.Jump]],
  ['ask', [ActionKind.Ask, ActionKind.Abandon]],
  ['answer', [ActionKind.Answer]],
  [
    'crash',
    [
      ActionKind.Crash,
      ActionKind.Restart,
      ActionKind.Lose,
      ActionKind.Tear,
      ActionKind.Fail,
      ActionKind.Rot,
      ActionKind.Stall,
      ActionKind.Wipe,
    ],
  ],
  ['cut', [ActionKind.Cut, ActionKind.Mend]],
]

function mixOf({ kinds }: Gauge): string {
  const count = (of: readonly number[]): number => of.reduce((sum, kind) => sum + (kinds[kind] as number), 0)
  const all = count([...kinds.keys()])
  return KIND_NAMES.map(([name, of]) => `${name} ${share(count(of), all)}`).join(', ')
}

/** How rough the median run was: the water that a rate, or a "no violation", is worth. */
export function roughnessText({ actions, leaders, crashes, acknowledged, truncations }: Roughness): string {
  const parts = [
    `${whole(median(actions))} actions`,
    `${median(leaders)} leaders elected`,
    `${median(crashes)} crashes`,
    `${median(acknowledged)} acknowledged operations`,
    `${median(truncations)} truncated suffixes`,
  ]
  return `the median seed: ${parts.join(', ')}`
}

/** More faults than this are not named. */
const MOST_NAMED = 8

/** How many faults were drawn and bit, and which never did. */
function faultsText({ plans, bites }: FaultCounts): string {
  const drawn = FAULTS.filter((_, fault) => plans[fault] !== 0)
  const harmless = FAULTS.filter((_, fault) => plans[fault] !== 0 && bites[fault] === 0)
  const never = FAULTS.filter((_, fault) => plans[fault] === 0)
  const named = (faults: readonly Fault[]): string =>
    faults.length > MOST_NAMED ? `${faults.length} kinds` : faults.map(({ name }) => name).join(', ')
  return [
    `${drawn.length - harmless.length} of ${FAULTS.length} kinds bit`,
    ...(harmless.length === 0 ? [] : [`drawn, but never bit: ${named(harmless)}`]),
    ...(never.length === 0 ? [] : [`never drawn: ${named(never)}`]),
  ].join('; ')
}

/** How the operations of clients ended, as far as the clients know. */
export function operationsText(gauge: Gauge): string {
  const { answered, refused, unknown } = operationOutcomes(gauge)
  return `${whole(gauge.asked)} operations asked: ${whole(answered)} answered, ${whole(refused)} refused, ${whole(unknown)} of unknown outcome`
}

/** What came of all that a cluster may have beyond plain Raft. */
export function featuresText(gauge: Gauge): string {
  const parts = [
    `${whole(gauge.followerReads)} reads answered by followers`,
    `${whole(gauge.promptReads)} by leaders at once`,
    `${whole(gauge.snapshots)} snapshots taken`,
    `${whole(gauge.installed)} installed`,
    `${whole(gauge.changes)} changes of members`,
    `${whole(gauge.transfers)} transfers`,
    `${whole(gauge.refused)} requests refused`,
    `${whole(gauge.givenUp)} given up`,
    `${whole(gauge.preCandidates)} pre-candidates`,
    `${whole(gauge.outOfContact)} leaders out of contact`,
    `${whole(gauge.keptToLeader)} votes denied for a leader's sake`,
    `${whole(gauge.registered)} sessions registered`,
    `${whole(gauge.expired)} found expired`,
    `${whole(gauge.kinds[ActionKind.Fail] as number)} failed writes`,
    `${whole(gauge.kinds[ActionKind.Remove] as number)} segments removed`,
    `${whole(gauge.kinds[ActionKind.Rot] as number)} disks with rot`,
  ]
  return parts.join(', ')
}

/** How many runs were asked what must happen in a calm, within which bounds, and how many owed nothing. */
export function calmText({ seeds, calms, excused }: BatchResult): string {
  const { traffic, requests, quiet } = partsOf(CALM_TIMEOUTS)
  const asked = `${whole(calms)} of ${whole(seeds)} seeds ended in one: within ${traffic} election timeouts, ${STEADY_TIMEOUTS} of steady commits; within ${requests} more, requests answered; within ${quiet} more, logs the same`
  const reasons = Object.entries(excused).map(([excuse, count]) => `${whole(count)}: ${excuse}`)
  const total = Object.values(excused).reduce((sum, count) => sum + count, 0)
  const owedNothing = total === 0 ? 'none excused' : `${share(total, calms)} excused (${reasons.join('; ')})`
  return `${asked}; ${owedNothing}`
}

function notCheckedText({ notChecked }: Campaign): string {
  if (notChecked.length === 0) return 'none of the properties known'
  return notChecked
    .map(({ property, missing }) => `${property} (the target does not show ${missing.join(', ')})`)
    .join('; ')
}

function undecidedText(undecided: BatchResult['undecided']): string {
  const [first] = undecided
  return `${undecided.length} runs could not be decided; the first is seed ${first?.seed}: ${first?.reason}`
}
