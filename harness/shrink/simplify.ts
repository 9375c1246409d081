import { DiskFile } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { defaultOptions, type Options } from '../../core/options.ts'
import { SOON } from '../schedule/schedule.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Told } from './attempt.ts'
import { renamed } from './renamed.ts'
import { optionVariants, withCluster, type Variant } from './option-variants.ts'
import { SHORT, tellWithOneLess } from './one-less.ts'
import { isOver, strikeRanges, type Search } from './strike.ts'
import { weight } from './substitute.ts'
import type { Story } from './story.ts'

/** Tries what makes a story plainer: no times, a plainer cluster, fewer servers; and strikes anew what it then can do without. */
export function simplify(search: Search, told: Told): Told {
  let best = told
  for (;;) {
    const plainer = round(search, best)
    if (plainer === best) return best
    best = plainer
  }
}

function round(search: Search, told: Told): Told {
  let best = told
  for (const variant of variantsOf(best.story)) {
    if (isOver(search)) return best
    const story = variant(best.story)
    if (story === undefined) continue
    const tried = tellWithOneLess(search, story)
    if (tried === undefined) continue
    if (cost(tried.story) < cost(best.story)) {
      best = tried
      search.found(best)
    } else if (tried.story.items.length <= SHORT) {
      const struck = strikeRanges(search, tried)
      if (cost(struck.story) < cost(best.story)) best = struck
    }
  }
  return best === told ? told : strikeRanges(search, best)
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

function variantsOf({ cluster, items }: Story): Variant[] {
  const { servers } = cluster.options
  return [
    ({ items: all, ...story }) => ({
      ...story,
      items: all.map((item) => ({ ...item, action: { ...item.action, at: SOON } })),
    }),
    withCluster(({ options, ...rest }) => ({
      ...rest,
      options: { ...defaultOptions(options.servers), voters: options.voters, machine: options.machine },
    })),
    ...Array.from({ length: servers }, (_, server) => withoutServer(server)),
    ...pairsOf(servers).map(([gone, other]) => asOne(gone, other)),
    ...Array.from({ length: servers }, (_, server) => alone(server)),
    withCluster((one) => (one.synchronousDisk ? undefined : { ...one, synchronousDisk: true })),
    withCluster((one) => (one.clocks.length === 0 ? undefined : { ...one, clocks: [] })),
    ...optionVariants(cluster.options),
    ...items.flatMap(({ id, action: { kind, at } }): Variant[] => [
      (story) => (at === SOON ? undefined : withAction(story, id, { at: SOON })),
      (story) =>
        kind === ActionKind.Duplicate ? withAction(story, id, { kind: ActionKind.Deliver }) : undefined,
    ]),
  ]
}

/** Without a server: those behind it move up. */
function withoutServer(gone: number): Variant {
  return (story) => {
    const { servers } = story.cluster.options
    if (servers <= 1 || gone >= servers) return undefined
    return renamed(
      story,
      Array.from({ length: servers }, (_, one) => (one === gone ? -1 : one > gone ? one - 1 : one)),
    )
  }
}

/** With two servers made one: those behind the one that goes move up. */
function asOne(gone: number, other: number): Variant {
  return (story) => {
    const { servers } = story.cluster.options
    if (gone >= servers) return undefined
    const names = Array.from({ length: servers }, (_, one) => (one > gone ? one - 1 : one))
    names[gone] = names[other] as number
    return renamed(story, names)
  }
}

/** With one server alone, for which its own disk does what the others' answers did. */
function alone(left: number): Variant {
  return ({ cluster, items }) => {
    const { servers } = cluster.options
    if (servers === 1 || left >= servers) return undefined
    const story = {
      cluster: { ...cluster, synchronousDisk: false },
      items: items.map((item) => {
        const is = flushInstead(item.action, left)
        return is === item.action ? item : { ...item, action: is, origin: null }
      }),
    }
    return renamed(
      story,
      Array.from({ length: servers }, (_, one) => (one === left ? 0 : -1)),
    )
  }
}

function flushInstead(is: Action, left: number): Action {
  const { kind, at, peer, topic } = is
  const flushes = topic === MessageKind.Vote || topic === MessageKind.Appended
  if (kind !== ActionKind.Deliver || peer !== left || !flushes) return is
  const file = topic === MessageKind.Vote ? DiskFile.Term : DiskFile.Log
  return action(ActionKind.Flush, at, left, 0, file, 0, 0, 0)
}

function pairsOf(servers: number): (readonly [gone: number, other: number])[] {
  const all = Array.from({ length: servers }, (_, server) => server)
  return all.flatMap((gone) => all.filter((other) => other < gone).map((other) => [gone, other] as const))
}

function withAction({ cluster, items }: Story, id: number, change: Partial<Action>): Story {
  return {
    cluster,
    items: items.map((item) => (item.id === id ? { ...item, action: { ...item.action, ...change } } : item)),
  }
}
