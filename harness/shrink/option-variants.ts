import { defaultOptions, type Options } from '../../core/options.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Story } from './story.ts'

/** A change of a story; `undefined` where there is nothing to change. */
export type Variant = (story: Story) => Story | undefined

/** Each option that somebody has tuned as nobody has, and each count among them smaller. */
export function optionVariants(options: Options): Variant[] {
  const plain = defaultOptions(options.servers)
  const names = (Object.keys(plain) as (keyof Options)[]).filter(
    (name) => name !== 'servers' && name !== 'machine' && !isSame(options[name], plain[name]),
  )
  return names.flatMap((name) => [
    withCluster(({ options: now, ...rest }) =>
      isSame(now[name], plain[name]) ? undefined : { ...rest, options: { ...now, [name]: plain[name] } },
    ),
    ...SMALL.map((value) =>
      withCluster(({ options: now, ...rest }) => {
        const is = now[name]
        if (!isCount(is, name) || is <= value || isSame(is, plain[name])) return undefined
        return { ...rest, options: { ...now, [name]: value } }
      }),
    ),
  ])
}

const SMALL = [1, 2, 3]
/** Numbers from here on are times, in microseconds. */
const TIMES = 1_000

function isCount(value: unknown, name: keyof Options): value is number {
  return typeof value === 'number' && value < TIMES && name !== 'voters'
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Changes what a story runs on. */
export function withCluster(change: (cluster: Cluster) => Cluster | undefined): Variant {
  return ({ cluster, items }) => {
    const changed = change(cluster)
    return changed === undefined ? undefined : { cluster: changed, items }
  }
}
