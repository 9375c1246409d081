import { expect, test } from 'vitest'
import { serverNames } from '../server-names.ts'
import { TraceKind, UNKNOWN } from '../trace-event.ts'
import { etcdRaft } from './etcd-raft.ts'

const line = (name: string, term: number, vote: string, commit: number, log: number): object => ({
  tag: 'trace',
  event: { name, nid: '1', state: { term, vote, commit }, role: 'StateFollower', log, conf: [['1'], []] },
})

test('a server that is being made shows its log, and term, vote and commitIndex once they are loaded', () => {
  const read = etcdRaft.importer(0, serverNames())
  expect(read(line('InitState', 0, '0', 3, 9), 1)).toMatchObject({
    kind: TraceKind.Start,
    state: { term: UNKNOWN, vote: UNKNOWN, commit: UNKNOWN, last: 9, voters: UNKNOWN },
  })
  expect(read(line('BecomeFollower', 4, '1', 7, 9), 2)).toMatchObject({
    kind: TraceKind.Start,
    state: { term: 4, vote: 0, commit: 7, last: 9, voters: 1 },
  })
  expect(read(line('Ready', 4, '1', 7, 9), 3)).toMatchObject({ kind: TraceKind.Ready })
})

test('a term or a vote that it shows before they can be loaded is not overlooked', () => {
  const read = etcdRaft.importer(0, serverNames())
  expect(read(line('InitState', 0, '1', 3, 9), 1)).toMatchObject({ state: { term: 0, vote: 0 } })
  expect(read(line('InitState', 2, '0', 3, 9), 1)).toMatchObject({ state: { term: 2, vote: -1 } })
})
