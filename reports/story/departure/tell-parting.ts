import { serverName } from '../../../harness/world/names.ts'
import { tellEffects } from './tell-effects.ts'
import { tellState } from './tell-state.ts'
import type { Parting } from './parting.ts'

/** How many differences are told: what follows from the first ones goes without saying. */
const MOST = 2

/** What a correct server would have done in place of what this one did. */
export function tellParting(parting: Parting): string {
  const state = tellState(parting).slice(0, MOST)
  const told = state.length > 0 ? state : tellEffects(parting).slice(0, 1)
  const deeds = told.length > 0 ? told : ['gone on otherwise']
  const [first = '', ...rest] = deeds
  const main = first.startsWith('not ') ? `not have ${first.slice('not '.length)}` : `have ${first}`
  return `A correct ${serverName(parting.server)} would ${[main, ...rest].join(', and ')}.`
}
