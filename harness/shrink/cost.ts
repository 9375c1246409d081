import { defaultOptions, type Options } from '../../core/options.ts'
import { SOON } from '../schedule/schedule.ts'
import { ActionKind } from '../world/action.ts'
import type { Story } from './story.ts'

const PLAIN: ReadonlySet<ActionKind> = new Set([
  ActionKind.Deliver,
  ActionKind.Timer,
  ActionKind.Flush,
  ActionKind.Crash,
  ActionKind.Restart,
  ActionKind.Ask,
  ActionKind.Answer,
])

/** How much there is in a story: its lines, those of faults that readers must know weighing a little more. */
export function weight({ items }: Story): number {
  return items.reduce((sum, { action: { kind } }) => sum + (PLAIN.has(kind) ? 100 : 101), 0)
}

/** What a story costs its reader: its lines first, and then what its header says. */
export function cost({ cluster, items }: Story): number {
  const { options, operations, clocks, given, synchronousDisk } = cluster
  const plain = defaultOptions(options.servers)
  const told = (Object.keys(plain) as (keyof Options)[]).filter(
    (name) => JSON.stringify(options[name]) !== JSON.stringify(plain[name]),
  ).length
  const asked = operations.reduce((sum, commands) => sum + commands.length, 0)
  const timed = items.filter(({ action }) => action.at !== SOON).length
  const header = options.servers + told + asked + clocks.length + given.length + (synchronousDisk ? 0 : 1)
  return weight({ cluster, items }) * 100 + header * 2 + timed
}
