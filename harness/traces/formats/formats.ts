import type { Format } from '../format.ts'
import { etcdRaft } from './etcd-raft.ts'
import { neutral } from './neutral.ts'
import { raftRs } from './raft-rs.ts'

/** The forms of traces that are read, in the order in which a first line is held to them. */
export const FORMATS: readonly Format[] = [neutral, etcdRaft, raftRs]
