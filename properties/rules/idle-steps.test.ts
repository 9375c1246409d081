import { expect, test } from 'vitest'
import { Timer } from '../../core/effect.ts'
import { defaultOptions } from '../../core/options.ts'
import { embeddedCore } from '../../harness/targets/core.ts'
import type { Target } from '../../harness/targets/target.ts'
import { smallWorld } from '../../harness/testing/small-world.ts'
import { action, ActionKind } from '../../harness/world/action.ts'
import { perform, startServer } from '../../harness/world/perform.ts'
import { openWorld } from '../../harness/world/world.ts'
import { findings, S1 } from '../testing/sightings.ts'
import { idleSteps } from './idle-steps.ts'

/** What is found when S1's stickiness timer fires, again and again: an input that changes nothing of a server that hears no leader. */
function found(target: Target): number {
  const { cluster } = smallWorld({ options: defaultOptions(3) })
  const world = openWorld(target, cluster)
  for (let server = 0; server < 3; server++) startServer(world, server)
  let count = 0
  for (let time = 0; time < 32; time++) {
    const transition = perform(world, action(ActionKind.Timer, time, S1, 0, Timer.Stickiness, 0, 0, 0))
    count += findings(idleSteps, [transition]).length
  }
  return count
}

test('a server that is copied where nothing changes is caught, within a few steps', () => {
  const copying: Target = {
    ...embeddedCore,
    step: (server, input) => {
      const reaction = embeddedCore.step(server, input)
      return { ...reaction, server: { ...reaction.server } }
    },
  }
  expect(found(embeddedCore)).toBe(0)
  expect(found(copying)).toBeGreaterThan(0)
})

test('a server in which something is different is another value by right', () => {
  const counting: Target = {
    ...embeddedCore,
    step: (server, input) => {
      const reaction = embeddedCore.step(server, input)
      const { commitIndex } = reaction.server as { commitIndex: number }
      return { ...reaction, server: { ...reaction.server, commitIndex: commitIndex + 1 } }
    },
  }
  expect(found(counting)).toBe(0)
})
