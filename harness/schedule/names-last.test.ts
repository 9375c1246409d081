import { expect, test } from 'vitest'
import { runTrial } from '../campaign/trial.ts'
import { clusterOf } from '../plan/cluster-of.ts'
import { CALM, episode, play } from '../testing/small-plan.ts'
import { FaultKind } from '../plan/plan.ts'
import { embeddedCore } from '../targets/core.ts'
import { ActionKind, type Action } from '../world/action.ts'
import { openWorld } from '../world/world.ts'
import { replayer } from './replay.ts'

const nameOf = ({ server, peer, topic, term, turn }: Action): string => [server, peer, topic, term, turn].join(' ')
const isDelivery = ({ kind }: Action): boolean => kind === ActionKind.Deliver

const plan = { ...CALM, episodes: [episode(FaultKind.CrashLeader, {}), episode(FaultKind.Loss, {victims: 2})] }
const { actions } = play(plan)
for (let strike = 10; strike < actions.length; strike += 97) {
    const world = openWorld(embeddedCore, clusterOf(plan))
    const chooser = replayer(world, actions.filter((_, p) => p !== strike), { lenient: true })
    let n = 0
    const done = new Set<string>()
    runTrial(world, { see: (t) => { if (isDelivery(t.action) && t.position > 0) { n++; done.add(nameOf(t.action)) } }, next: () => chooser.next() }, [])
    const later = actions.slice(strike + 1).filter(isDelivery)
    console.log(strike, actions[strike]!.kind, later.length, later.filter((a) => done.has(nameOf(a))).length, chooser.skipped)
}
test('x', () => expect(1).toBe(1))
