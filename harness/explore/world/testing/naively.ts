import { Timer } from '../../../../core/effect.ts'
import { lookOut, lookoutOf } from '../../../campaign/lookout.ts'
import type { Monitor } from '../../../monitor.ts'
import type { Situation } from '../../../situation.ts'
import type { Target } from '../../../targets/target.ts'
import { ActionKind, type Action } from '../../../world/action.ts'
import { enabled } from '../../../world/enabled.ts'
import { perform, startServer } from '../../../world/perform.ts'
import { openWorld, type Seat, type World } from '../../../world/world.ts'
import { BUDGETS, type Bounds, type Budgets } from '../bounds.ts'
import { contentDigest, type Canon } from '../content-digest.ts'
import type { Renaming } from '../renaming.ts'
import { lookedAt, seatValue } from '../seats.ts'

/** A world that was played to from its start, with what was spent, and what the monitors remember. */
interface Played {
  readonly world: World
  readonly memories: readonly unknown[]
  readonly spent: Readonly<Record<keyof Budgets, number>>
  readonly violated: boolean
  readonly reached: readonly string[]
}

/** How many states have their shortest schedule at each depth, and whether one of them violates a property. */
export interface Naive {
  readonly levels: readonly number[]
  readonly generated: number
  readonly violated: boolean
  /** By situation that some schedule within bounds reaches: the depth of the state where the shortest does. */
  readonly reached: Readonly<Record<string, number>>
}

/**
 * The states within bounds, found as plainly as can be: every state is a list of actions that is played from the start in a
 * world whose clocks go on, and told from others by all there is in it. `renamings`: under which states count as one.
 */
export function searchNaively(
  target: Target,
  monitors: readonly Monitor[],
  bounds: Bounds,
  renamings: readonly Renaming[],
  canon: Canon,
  situations: readonly Situation[] = [],
): Naive {
  const reached: Record<string, number> = {}
  const play = (actions: readonly Action[]): Played =>
    playFromStart(target, monitors, bounds, actions, situations)
  const keyOf = (played: Played): string =>
    renamings
      .map((renaming) => keyUnder(played, monitors, bounds, renaming, canon))
      .sort()
      .at(0) as string
  const seen = new Set([keyOf(play([]))])
  const levels = [1]
  let frontier: (readonly Action[])[] = [[]]
  let generated = 1
  let violated = false
  while (frontier.length > 0 && !violated) {
    const next: (readonly Action[])[] = []
    for (const actions of frontier) {
      for (const action of possible(play(actions), bounds)) {
        const longer = [...actions, action]
        const played = play(longer)
        generated++
        if (!isWithin(played, bounds)) continue
        for (const name of played.reached) reached[name] ??= longer.length + 1
        violated ||= played.violated
        const key = keyOf(played)
        if (seen.has(key)) continue
        seen.add(key)
        next.push(longer)
      }
    }
    if (next.length > 0) levels.push(next.length)
    frontier = next
  }
  return { levels, generated, violated, reached }
}

function playFromStart(
  target: Target,
  monitors: readonly Monitor[],
  { cluster }: Bounds,
  actions: readonly Action[],
  situations: readonly Situation[],
): Played {
  const world = openWorld(target, cluster)
  const spent = Object.fromEntries(BUDGETS.map((name) => [name, 0])) as Record<keyof Budgets, number>
  const memories = monitors.map((monitor) => monitor.start(cluster))
  const lookout = lookoutOf(situations, cluster)
  let violated = false
  const report = { violation: () => void (violated = true), undecided: () => undefined }
  const judge = (): void =>
    monitors.forEach((monitor, place) => {
      if ((monitor.watches & world.transition.changed) === 0) return
      memories[place] = monitor.see(memories[place], world.transition, report)
      monitor.end?.(memories[place], report, world)
    })
  world.seats.forEach((_, server) => {
    startServer(world, server)
    judge()
    lookOut(lookout, world.transition, world)
  })
  for (const action of actions) {
    const budget = budgetOf(world, action)
    if (budget !== undefined) spent[budget] += 1
    perform(world, action)
    judge()
    lookOut(lookout, world.transition, world)
  }
  const reached = situations.flatMap(({ name }, number) =>
    (lookout.reachedAt[number] as number) >= 0 ? [name] : [],
  )
  return { world, memories, spent, violated, reached }
}

/** What an action costs; `undefined`: nothing. */
function budgetOf(world: World, { kind, topic, peer, term }: Action): keyof Budgets | undefined {
  if (kind === ActionKind.Timer)
    return topic === Timer.Election ? 'elections' : topic === Timer.Heartbeat ? 'heartbeats' : 'lapses'
  if (kind === ActionKind.Ask) return world.sessions[peer]?.awaits === term ? 'retries' : undefined
  const costs: Partial<Record<ActionKind, keyof Budgets>> = {
    [ActionKind.Crash]: 'crashes',
    [ActionKind.Lose]: 'losses',
    [ActionKind.Tear]: 'losses',
    [ActionKind.Drop]: 'drops',
    [ActionKind.Duplicate]: 'duplicates',
  }
  return costs[kind]
}

const LEFT_OUT: readonly ActionKind[] = [
  ActionKind.Fail,
  ActionKind.Rot,
  ActionKind.Cut,
  ActionKind.Mend,
  ActionKind.Abandon,
  ActionKind.DropAnswer,
]

function possible({ world, spent }: Played, { budgets }: Bounds): Action[] {
  const free = budgets.duplicates === Infinity
  return enabled(world).filter((action) => {
    if (LEFT_OUT.includes(action.kind) || (free && action.kind === ActionKind.Deliver)) return false
    if (action.kind === ActionKind.Ask && !isNext(world, action)) return false
    if (isLoss(action) && !losesAnything(world, action)) return false
    const budget = budgetOf(world, action)
    return budget === undefined || spent[budget] < budgets[budget]
  })
}

function isLoss({ kind }: Action): boolean {
  return kind === ActionKind.Lose || kind === ActionKind.Tear
}

/** What is damaged already can be lost no more. */
function losesAnything({ seats }: World, { server, topic, turn, value }: Action): boolean {
  const { records, pending } = (seats[server] as Seat).files[topic as 0]
  const start = pending.find(({ order }) => order === turn)?.start ?? 0
  return records[start + value]?.whole === true
}

/** Clients ask what comes next, or again what they wait for. */
function isNext({ sessions, cluster }: World, { peer, term }: Action): boolean {
  const session = sessions[peer]
  if (session?.awaits === term) return true
  const registers = cluster.options.registration && session?.registration === 0
  return term === (registers ? 0 : (session?.serial ?? 0) + 1)
}

function isWithin({ world }: Played, { terms, entries, cluster }: Bounds): boolean {
  return world.seats.every(({ server, files }) => {
    const state =
      server ?? world.target.boot(0, cluster.options, files.map(({ records }) => records) as never).server
    const { currentTerm, log } = world.target.observe(state)
    return (currentTerm ?? 0) <= terms && (log?.entries.length ?? 0) <= entries
  })
}

function keyUnder(
  { world, memories, spent }: Played,
  monitors: readonly Monitor[],
  bounds: Bounds,
  renaming: Renaming,
  canon: Canon,
): string {
  const digest = (value: unknown): string => contentDigest(value, renaming, canon).join()
  const seats = world.seats.map((seat: Seat, server) => {
    const value = seatValue(seat)
    return digest(lookedAt(value, server, world.target, bounds.cluster))
  })
  const messages = world.links.flatMap(({ inFlight }) => inFlight.map(({ message }) => digest(message)))
  const inFlight = bounds.budgets.duplicates === Infinity ? [...new Set(messages)] : messages
  const answers = world.answers.map(({ answer }) => digest(answer))
  const remembered = memories.map((memory, place) => {
    const monitor = monitors[place] as Monitor
    return digest(monitor.matters === undefined ? memory : monitor.matters(memory))
  })
  const costs = BUDGETS.map((name) => (bounds.budgets[name] === Infinity ? 0 : spent[name]))
  return [
    seats.sort().join(' '),
    inFlight.sort().join(' '),
    answers.sort().join(' '),
    digest(world.sessions),
    remembered.join(' '),
    costs.join(),
  ].join('; ')
}
