/** Whether the servers in `set`, a bit mask, are a majority of a cluster of `servers` (5.2, 5.3). */
export function isQuorum(set: number, servers: number): boolean {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count++
  return count > servers / 2
}
