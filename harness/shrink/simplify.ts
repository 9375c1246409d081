import { defaultOptions, type Options } from '../../core/options.ts'
import { SOON } from '../schedule/schedule.ts'
import type { Cluster } from '../world/cluster.ts'
import { attempt, type Told } from './attempt.ts'
import { renamed } from './renamed.ts'
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
    const tried = attempt(search.court, story) ?? attempt(search.court, story, 'loosely')
    if (tried === undefined) continue
    const struck = strikeRanges(search, tried)
    if (cost(struck.story) >= cost(best.story)) continue
    best = struck
    search.found(best)
  }
  return best
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

type Variant = (story: Story) => Story | undefined

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
    withCluster((one) => (one.synchronousDisk ? undefined : { ...one, synchronousDisk: true })),
    withCluster((one) => (one.clocks.length === 0 ? undefined : { ...one, clocks: [] })),
    ...Array.from({ length: servers }, (_, server) => withoutServer(server)),
    ...pairsOf(servers).map(([gone, other]) => asOne(gone, other)),
    ...optionVariants(cluster.options),
    ...items.map(
      ({ id, action }): Variant =>
        (story) =>
          action.at === SOON ? undefined : soon(story, id),
    ),
  ]
}

function withCluster(change: (cluster: Cluster) => Cluster | undefined): Variant {
  return ({ cluster, items }) => {
    const changed = change(cluster)
    return changed === undefined ? undefined : { cluster: changed, items }
  }
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

function pairsOf(servers: number): (readonly [gone: number, other: number])[] {
  const all = Array.from({ length: servers }, (_, server) => server)
  return all.flatMap((gone) => all.filter((other) => other < gone).map((other) => [gone, other] as const))
}

/** Each option as nobody has tuned it, and each number among them as small as it can be. */
function optionVariants(options: Options): Variant[] {
  const plain = defaultOptions(options.servers)
  const names = (Object.keys(plain) as (keyof Options)[]).filter(
    (name) => name !== 'servers' && name !== 'machine',
  )
  return names.flatMap((name) =>
    [plain[name], ...(typeof options[name] === 'number' && name !== 'voters' ? [1, 2] : [])].map((value) =>
      withCluster((cluster) =>
        JSON.stringify(cluster.options[name]) === JSON.stringify(value)
          ? undefined
          : { ...cluster, options: { ...cluster.options, [name]: value } },
      ),
    ),
  )
}

function soon({ cluster, items }: Story, id: number): Story {
  return {
    cluster,
    items: items.map((item) => (item.id === id ? { ...item, action: { ...item.action, at: SOON } } : item)),
  }
}
