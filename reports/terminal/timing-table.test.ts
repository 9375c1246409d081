import { expect, test } from 'vitest'
import { downtimesOf } from '../testing/downtimes-of.ts'
import { timingTable } from './timing-table.ts'

test('the table stands beside what the paper says, and tells what was left out', () => {
  const panels = [
    [
      downtimesOf(150, 150, {
        unended: 970,
        reported: [{ of: 'least', milliseconds: 10_000, longer: true }],
      }),
      downtimesOf(150, 155, { reported: [{ of: 'median', milliseconds: 287 }] }),
    ],
    [downtimesOf(12, 24, { leftOut: 10, most: 1950.9 })],
  ]
  expect(timingTable(5, panels)).toMatchInlineSnapshot(`
    "time without a leader in ms, broadcast time about 5 ms
      timeouts         least    median      mean     worst   trials  the paper
      150–150 ms       100.0     500.0     550.0      1000    1,000  consistently longer than 10 s (970 without end)
      150–155 ms       100.0     500.0     550.0      1000    1,000  median 287 ms

      12–24 ms         100.0     500.0     550.0      1951    1,000  (10 left out)

      left out: trials in which another server led before the crash, or none"
  `)
})

test('where nothing was left out nothing is said of it', () => {
  expect(timingTable(5, [[downtimesOf(150, 300)]])).not.toContain('left out')
})
