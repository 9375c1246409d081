import { spread } from '../../mix.ts'
import { SEAT, SeatWord } from './layout.ts'
import type { Namings } from './namings.ts'
import type { Reactions } from './reactions.ts'
import { sumUnder, type Sums } from './sums.ts'

/** The servers in the order that is looked at, and the keys that they were put in order by. */
const order = new Int32Array(16)
const keys = new Int32Array(16)
/** By place in the order: where those end who come out equal with whoever stands there; they stand side by side. */
const ends = new Int32Array(16)
/** The smallest fingerprint so far. */
const least = new Int32Array(2)

/**
 * Writes the fingerprint of the state whose seats stand in a row, given its sums: that of the renaming by which servers have
 * their names in the order of what they are. The order goes by what no renaming changes: how a server's seat looks to
 * itself, and where that is not enough, how the whole state looks to it. Where some come out equal even so, it is the
 * smallest of the fingerprints under all orders of them; those are tried once who can change places without any difference.
 */
export function fingerprint(
  { ofSeats }: Reactions,
  sums: Sums,
  row: Int32Array,
  place: number,
  spent: number,
  print: Int32Array,
): void {
  const { namings } = sums
  least[0] = -1
  least[1] = -1
  if (namings.renamings === 1) consider(sums, 0, spent)
  else {
    for (let i = 0; i < namings.servers; i++) {
      const server = namings.names[i] as number
      order[i] = server
      ends[i] = namings.ends[i] as number
      keys[i] = ofSeats.words[SEAT * (row[place + server] as number) + SeatWord.Look] as number
    }
    if (sort(namings.servers) || sortByViews(sums)) considerOrders(sums, 0, spent)
    else {
      leaveAlike(sums)
      considerOrders(sums, 0, spent)
    }
  }
  print[0] = least[0] as number
  // The smallest of several is mostly small: a table would fill at one end.
  print[1] = spread((least[1] as number) ^ (least[0] as number))
}

/** Puts those in order by their keys who have come out equal so far; says whether no two are equal any more. */
function sort(servers: number): boolean {
  let areApart = true
  for (let from = 0, end = 0; from < servers; from = end) {
    end = ends[from] as number
    for (let i = from + 1; i < end; i++) {
      const key = keys[i] as number
      const server = order[i] as number
      let j = i
      for (; j > from && (keys[j - 1] as number) > key; j--) {
        keys[j] = keys[j - 1] as number
        order[j] = order[j - 1] as number
      }
      keys[j] = key
      order[j] = server
    }
    for (let i = end - 2; i >= from; i--) {
      if (keys[i] === keys[i + 1]) areApart = false
      else for (let j = i; j >= from; j--) ends[j] = i + 1
    }
  }
  return areApart
}

/** The same by how the whole state looks to each. */
function sortByViews(sums: Sums): boolean {
  const { servers, renamings } = sums.namings
  for (let i = 0, from = 0; i < servers; i++) {
    if (i === ends[from]) from = i
    if (ends[from] === from + 1) continue
    sumUnder(sums, renamings + (order[i] as number))
    keys[i] = sums.sum[0] as number
  }
  return sort(servers)
}

/** Leaves those in their order, three or more, of whom any two may change places without any difference. */
function leaveAlike(sums: Sums): void {
  const { namings, sum } = sums
  for (let from = 0, end = 0; from < namings.servers; from = end) {
    end = ends[from] as number
    if (end - from < 3) continue
    sumUnder(sums, numberOfOrder(namings))
    const low = sum[0] as number
    const high = sum[1] as number
    let areAlike = true
    for (let i = from + 1; i < end && areAlike; i++) {
      swap(i - 1, i)
      sumUnder(sums, numberOfOrder(namings))
      areAlike = sum[0] === low && sum[1] === high
      swap(i - 1, i)
    }
    if (areAlike) for (let i = from; i < end; i++) ends[i] = i + 1
  }
}

/** Considers the fingerprints under all orders in which those who came out equal may stand, from a place on. */
function considerOrders(sums: Sums, from: number, spent: number): void {
  const { namings } = sums
  let place = from
  while (place < namings.servers && ends[place] === place + 1) place++
  if (place === namings.servers) {
    consider(sums, numberOfOrder(namings), spent)
    return
  }
  const end = ends[place] as number
  for (let i = place; i < end; i++) {
    swap(place, i)
    considerOrders(sums, place + 1, spent)
    swap(place, i)
  }
}

function swap(one: number, other: number): void {
  const server = order[one] as number
  order[one] = order[other] as number
  order[other] = server
}

/** The number of the renaming that gives names in this order. */
function numberOfOrder({ servers, names, digits, byNames }: Namings): number {
  let number = 0
  for (let i = 0; i < servers; i++) number += (names[i] as number) * (digits[order[i] as number] as number)
  return byNames[number] as number
}

function consider(sums: Sums, naming: number, spent: number): void {
  sumUnder(sums, naming)
  const high = spread((sums.sum[1] as number) + Math.imul(spent, 0x85ebca6b))
  if (high >>> 0 > (least[1] as number) >>> 0) return
  const low = spread((sums.sum[0] as number) ^ Math.imul(spent + 1, 0x9e3779b1))
  if (high === least[1] && low >>> 0 > (least[0] as number) >>> 0) return
  least[0] = low
  least[1] = high
}
