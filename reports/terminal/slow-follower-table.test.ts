import { expect, test } from 'vitest'
import { slowFollowerTable } from './slow-follower-table.ts'

const latencies = (median: number) => ({ commands: 1000, median, mean: median + 0.1, most: median + 1 })
const measured = (median: number) => ({
  late: 100,
  commandsPerSecond: 100,
  alike: latencies(15),
  slow: latencies(median),
  ratio: median / 15,
})

test('both runs stand beside each other, and whether the median has changed by little', () => {
  expect(slowFollowerTable(15, measured(15.3))).toMatchInlineSnapshot(`
    "what a slow follower costs: ms from a command's arrival at the leader to its commit there, 100 a second
      followers                     median      mean     worst  commands
      four alike                     15.00     15.10     16.00     1,000
      one up to 100 ms late          15.30     15.40     16.30     1,000
      the median changes by 2.0 %, less than 5 %: a commit waits for the second answer of three instead of four"
  `)
  expect(slowFollowerTable(15, measured(18))).toContain('changes by 20.0 %, not less than 5 %')
})

test('where nothing was measured it says why', () => {
  expect(slowFollowerTable(1000, undefined)).toContain('with broadcasts of 1000 ms no leader stays in office')
})
