import { expect, test } from 'vitest'
import { timingTable, type TimingRow } from './timing-table.ts'

const row = (least: number, most: number, told: Partial<TimingRow> = {}): TimingRow => ({
  range: { least: least * 1000, most: most * 1000 },
  trials: 1000,
  leftOut: 0,
  unended: 0,
  least: 84.25,
  median: 277,
  mean: 351.81,
  most: 1950.9,
  ...told,
})

test('the table stands beside what the paper says, and tells what was left out', () => {
  const panels = [[row(150, 150, { unended: 970 }), row(150, 155)], [row(12, 24, { leftOut: 10 })]]
  expect(timingTable(5, panels)).toMatchInlineSnapshot(`
    "time without a leader in ms, broadcast time about 5 ms
      timeouts        least    median      mean     worst   trials  the paper
      150–150 ms       84.3     277.0     351.8      1951    1,000  consistently longer than 10 s (970 without end)
      150–155 ms       84.3     277.0     351.8      1951    1,000  median 287 ms

      12–24 ms         84.3     277.0     351.8      1951    1,000  mean 35 ms, worst 152 ms (10 left out)"
  `)
})
