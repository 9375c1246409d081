/** A row of SandTable's table 2 (EuroSys 2024) whose bug the zoo has too. */
export interface PublishedSearch {
  readonly bug: string
  /** As the paper calls it. */
  readonly row: string
  readonly time: string
  /** How many events lead to it. */
  readonly depth: number
  /** How many distinct states were met until then. */
  readonly states: number
}

/** Found by TLC, breadth first, in specifications of the systems: other models and bounds than ours. */
export const PUBLISHED: readonly PublishedSearch[] = [
  { bug: 'V-E1', row: 'Xraft#1', time: '3 s', depth: 8, states: 3_534 },
  { bug: 'V-E9', row: 'DaosRaft#1', time: '5 s', depth: 8, states: 476 },
  { bug: 'V-L1', row: 'PySyncObj#5', time: '2 min', depth: 14, states: 2_364_779 },
  { bug: 'V-L3', row: 'RaftOS#2', time: '4 s', depth: 9, states: 19_455 },
  { bug: 'V-L4', row: 'RaftOS#1', time: '5 s', depth: 10, states: 60_101 },
  { bug: 'V-L5', row: 'PySyncObj#4', time: '35 s', depth: 25, states: 1_512_679 },
  { bug: 'V-L6', row: 'PySyncObj#2', time: '6 s', depth: 13, states: 93_713 },
  { bug: 'V-R1', row: 'Xraft-KV#1', time: '15 s', depth: 10, states: 124_409 },
  { bug: 'V-S1', row: 'WRaft#1', time: '9 min', depth: 22, states: 5_954_049 },
  { bug: 'V-S2', row: 'WRaft#2', time: '22 min', depth: 20, states: 20_955_790 },
  { bug: 'V-S3', row: 'WRaft#4', time: '39 min', depth: 23, states: 48_338_241 },
  { bug: 'V-LV4', row: 'RaftOS#4', time: '4 min', depth: 14, states: 16_938_773 },
]
