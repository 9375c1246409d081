/**
 * Who belongs to the cluster, as an entry of the log says (6). Sets of servers are bit masks.
 *
 * A plain configuration has `voters` alone. In a joint one, the paper's C_old,new, `outgoing` is C_old and `voters` is
 * C_new. Learners are sent entries, and count for nothing (dissertation 4.2.1).
 */
export interface Configuration {
  readonly voters: number
  /** The voters of the configuration that is being left; 0 when none is. */
  readonly outgoing: number
  readonly learners: number
}

/** A plain configuration. */
export function configurationOf(voters: number, learners: number): Configuration {
  return { voters, outgoing: 0, learners }
}

/** Whether two configurations are in force, until all agree to have left the old one (6). */
export function isJoint({ outgoing }: Configuration): boolean {
  return outgoing !== 0
}

/** Everybody who is sent the log. */
export function membersOf({ voters, outgoing, learners }: Configuration): number {
  return voters | outgoing | learners
}

/** Everybody whose vote or copy may count: "any server from either configuration may serve as leader" (6). */
export function votersOf({ voters, outgoing }: Configuration): number {
  return voters | outgoing
}
