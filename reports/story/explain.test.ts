import { Chalk } from 'chalk'
import { describe, expect, it } from 'vitest'
import { embeddedCore } from '../../harness/targets/core.ts'
import { monitors } from '../../properties/monitors.ts'
import { playScenario } from '../../scenarios/play.ts'
import { scheduleOf } from '../../scenarios/text/schedule-text.ts'
import { recordedRun } from './testing/recorded-run.ts'
import { tellExplanation } from '../terminal/tell-explanation.ts'
import { comparedTarget } from './departure/compared-target.ts'
import { explain } from './explain.ts'
import { explained, witnessed } from './testing/explained.ts'

const plain = new Chalk({ level: 0 })

describe('an explanation', () => {
  it.each(['V-E1', 'V-E3', 'V-L1', 'V-D1', 'V-M6', 'V-R1', 'V-S4', 'V-LV8'])(
    'of %s reads as it is kept',
    async (name) => {
      const text = tellExplanation(await explained(name), plain)
      await expect(`${text}\n`).toMatchFileSnapshot(`told/${name}.txt`)
    },
  )

  it('names the crash that lost a vote, and links the second vote to the first', async () => {
    const { steps } = await explained('V-E3')
    const crash = steps.find(({ action }) => action.startsWith('crash'))
    const restart = steps.find(({ action }) => action.startsWith('restart'))
    expect(restart?.text).toContain(
      `Gone since the crash (action ${crash?.position}): its vote for S1 in term 1 (action 2).`,
    )
    expect(restart?.because).toContain(crash?.position)
    expect(steps.at(-1)?.text).toContain(
      'votes for S3 in term 1, though it had voted for S1 in that term (action 2)',
    )
    expect(steps.at(-1)?.because).toContain(2)
  })

  it('tells which rule of the paper was broken, and where', async () => {
    const { broken } = await explained('V-E5')
    expect(broken).toMatchObject([
      { position: 7, rule: 'votes are given by the log', text: 'S3 voted for S2 without a reason' },
    ])
    expect(broken[0]?.promise).toContain('5.4.1')
  })

  it('tells what a correct server would have done, and why', async () => {
    const { departure } = await explained('V-E6')
    expect(departure).toEqual({
      position: 7,
      server: 2,
      text: "A correct S3 would have refused the vote: its own log ends with entry 1 of term 2, and S1's log ends with entry 2 of term 1.",
    })
  })

  it('of a long run tells some that matter, and how many it leaves out', async () => {
    const { schedule, violation, target } = await recordedRun('V-E5', 2)
    const { steps, leftOut, departure } = explain(schedule, violation, target, monitors)
    expect(steps.length).toBeLessThanOrEqual(25)
    expect(steps.length + leftOut).toBe(violation.action)
    expect(departure?.text).toContain('would have refused the vote')
    expect(steps.map(({ position }) => position)).toContain(departure?.position)
  })
})

describe('the comparison with a correct core', () => {
  it('has nothing to say of the core itself', () => {
    expect(comparedTarget(embeddedCore, () => expect.fail())).toBeUndefined()
  })

  it('has nothing to say of a target whose servers are something else', async () => {
    const { target } = await witnessed('V-E1')
    const foreign = { ...target, boot: () => ({ server: { log: [] }, effects: [] }) }
    expect(comparedTarget(foreign, () => expect.fail())).toBeUndefined()
  })

  it('changes nothing of a run', async () => {
    const { scenario, target, outcome } = await witnessed('V-S4')
    const compared = comparedTarget(target, () => undefined)
    expect(compared).toBeDefined()
    const again = playScenario(scenario, compared ?? target, monitors).outcome
    expect(again.fingerprint).toEqual(outcome.fingerprint)
    expect(again.violations).toEqual(outcome.violations)
  })

  it('ends where snapshots are concerned once those that are written are not such as the core can read', async () => {
    const { schedule, violation, target } = await recordedRun('V-C2', 3)
    const { departure } = explain(schedule, violation, target, monitors)
    expect(departure?.text).toContain('would have put all of its state into the snapshot')
  })

  it('is left out of an explanation where there is none', async () => {
    const { scenario, target, outcome } = await witnessed('V-E1')
    const [violation] = outcome.violations
    if (violation === undefined) return expect.fail()
    const { boot, observe, digest, stateDigest, step, name } = target
    const hidden = {
      name,
      observe,
      digest,
      stateDigest,
      step,
      boot: ((...start) => {
        const { server, effects } = boot(...start)
        return { server, effects }
      }) as typeof boot,
    }
    const comparable = explain(scheduleOf(scenario), violation, hidden, monitors)
    expect(comparable.departure).toBeDefined()
    expect(
      explain(scheduleOf(scenario), { ...violation, action: 3 }, embeddedCore, monitors).departure,
    ).toBeUndefined()
  })
})
