import type { Configuration } from '../core/membership/configuration.ts'
import { sizeOf } from './size-of.ts'

/** The judge's own, which asks no rule of core. Whether the servers in a set are a majority of the voters and, in a joint configuration, of the outgoing ones too (6). */
export function isQuorum(
  set: number,
  { voters, outgoing }: Pick<Configuration, 'voters' | 'outgoing'>,
): boolean {
  return isMajority(set, voters) && (outgoing === 0 || isMajority(set, outgoing))
}

function isMajority(set: number, all: number): boolean {
  return sizeOf(set & all) > sizeOf(all & ~set)
}
