import { DiskFile } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import { action, ActionKind, type Action } from '../world/action.ts'
import type { Variant } from './option-variants.ts'
import { renamed } from './renamed.ts'

/** The ways in which a story can do with fewer servers. */
export function serverVariants(servers: number): Variant[] {
  return [
    ...Array.from({ length: servers }, (_, server) => withoutServer(server)),
    ...pairsOf(servers).map(([gone, other]) => asOne(gone, other)),
    ...Array.from({ length: servers }, (_, server) => alone(server)),
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
