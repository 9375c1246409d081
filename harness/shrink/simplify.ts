import { defaultOptions } from '../../core/options.ts'
import { SOON } from '../schedule/schedule.ts'
import { ActionKind, type Action } from '../world/action.ts'
import type { Told } from './attempt.ts'
import { cost } from './cost.ts'
import { optionVariants, withCluster, type Variant } from './option-variants.ts'
import { SHORT, tellWithOneLess } from './one-less.ts'
import { isOver, strikeRanges, type Search } from './strike.ts'
import { serverVariants } from './server-variants.ts'
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

function variantsOf({ cluster, items }: Story): Variant[] {
  return [
    ({ items: all, ...story }) => ({
      ...story,
      items: all.map((item) => ({ ...item, action: { ...item.action, at: SOON } })),
    }),
    withCluster(({ options, ...rest }) => ({
      ...rest,
      options: { ...defaultOptions(options.servers), voters: options.voters, machine: options.machine },
    })),
    ...serverVariants(cluster.options.servers),
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

function withAction({ cluster, items }: Story, id: number, change: Partial<Action>): Story {
  return {
    cluster,
    items: items.map((item) => (item.id === id ? { ...item, action: { ...item.action, ...change } } : item)),
  }
}
