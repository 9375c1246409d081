/** How many servers are in a set. The judge counts by itself, and asks no rule of core. */
export function sizeOf(set: number): number {
  let size = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) size++
  return size
}
