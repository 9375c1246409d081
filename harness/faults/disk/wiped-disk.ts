import type { Fault } from '../stage/stage.ts'

/** The victims lose their disks and come back under their old names, against the rules. */
export const wipedDisk: Fault = {
  name: 'wiped-disk',
  group: 'disk',
  sentence:
    'Servers come back under their old names with new disks: they have forgotten whom they voted for and what they acknowledged.',
  assumption: 'broken: what was on stable storage is there after a restart (paper 5.1, 5.4.1)',
  breaks: [
    'election safety',
    'log matching',
    'leader completeness',
    'state-machine safety',
    'linearizability',
    'one vote a term',
    'monotonic terms and indices',
    'committed means durable on a quorum',
    'what is durable outlasts a crash',
    'quorums of adjacent configurations meet',
    'matchIndex rises with what is replicated',
    'no leader beside a lease',
    'progress in the calm',
    'progress without a minority',
    'progress in a partial partition',
    'logs converge',
    'requests are answered',
  ],
  wipes: (_world, { victims }) => victims,
}
