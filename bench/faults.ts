import { bearWitness } from '../bear-witness.ts'
import { faultOf } from '../harness/faults/faults.ts'
import { tableLine, type Column } from '../reports/terminal/table-line.ts'
import { WITNESSES } from '../witnesses.ts'
import { heading, load } from './measure.ts'

/** Whether each fault makes a difference: something is reached, found or broken with it on, and not with it off. */
const COLUMNS: readonly Column[] = [
  { head: 'fault', width: 18, left: true },
  { head: 'seeds', width: 5 },
  { head: 'with', width: 4 },
  { head: 'without', width: 7 },
  { head: 'seen by', width: 40, left: true },
  { head: 'beside', width: 0, left: true },
]

heading('faults', 'of so many short storms, how many come to what tells a fault from its absence')
console.log(
  tableLine(
    COLUMNS,
    COLUMNS.map(({ head }) => head),
  ),
)
const wanted = process.argv.slice(2)
let silent = 0
for (const witness of WITNESSES) {
  const { name } = faultOf(witness.fault)
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const told = await bearWitness(witness)
  if (told.with === 0 || told.without > 0) silent++
  console.log(
    tableLine(COLUMNS, [
      name,
      String(witness.seeds),
      String(told.with),
      String(told.without),
      Object.values(witness.seenBy).join(),
      witness.beside.map((fault) => faultOf(fault).name).join(', '),
    ]),
  )
}
console.log(
  silent === 0 ? '  every witness tells its fault' : `  ${silent} witnesses do not tell their faults`,
)
if (silent > 0) process.exitCode = 1
load()
