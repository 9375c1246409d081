import type { ChalkInstance } from 'chalk'
import type { Sightings } from '../../harness/explore/world/reached-in.ts'
import type { Exploration } from '../../harness/explore/exploration.ts'
import { counted, rate, span, whole } from './numbers.ts'

/** A search, or walks, that are over. */
export interface SearchEnd {
  readonly verdict: Exploration['verdict'] | 'failed'
  readonly exploration: Exploration | undefined
  readonly walks: { readonly walks: number; readonly steps: number } | undefined
  readonly sightings: Sightings | undefined
  readonly ending: 'interrupted' | 'memory' | undefined
  readonly verified: boolean
  readonly seconds: number
  readonly resident: number
  /** How many properties were judged. */
  readonly properties: number
  readonly title: string | undefined
}

/** What a search has come to, for a terminal: its figures, and what its verdict means. */
export function searchSummary(end: SearchEnd, chalk: ChalkInstance): string {
  const { exploration, walks, verdict } = end
  const rows =
    exploration !== undefined
      ? explorationRows(exploration, end)
      : walks !== undefined
        ? [`  walked      ${walkText(walks)} in ${span(end.seconds)}`]
        : []
  const colour = verdict === 'ok' ? chalk.green : verdict === 'undecided' ? chalk.yellow : chalk.red
  return [...rows, ...sightingRows(end), `${colour.bold(verdict)}: ${meaning(end)}`].join('\n')
}

function explorationRows(exploration: Exploration, { seconds, resident }: SearchEnd): string[] {
  const { states, generated, depth, memory } = exploration
  const kept = memory.table + memory.parents
  const bytes = kept === 0 ? '' : `${(kept / Math.max(1, states)).toFixed(1)} bytes a state to know it by, `
  return [
    `  states      ${whole(states)} up to depth ${depth}, ${whole(generated)} generated, in ${span(seconds)}`,
    `  rate        ${rate(states / seconds)} states a second, ${rate(generated / seconds)} generated`,
    `  memory      ${bytes}${whole(resident / 1e6)} MB at the most in all`,
    `  chance      ${chanceText(exploration.collisionProbability)} that a state was taken for another and missed`,
  ]
}

/** Which situations were met; those that were not are out of reach only where every state was looked at. */
function sightingRows({ sightings, verdict }: SearchEnd): string[] {
  if (sightings === undefined) return []
  const { reached, unreached, notAsked, lacking } = sightings
  const names = (all: readonly string[]): string => (all.length === 0 ? 'none' : all.join(', '))
  const deepest = reached.toSorted((one, other) => (other.depth ?? 0) - (one.depth ?? 0)).slice(0, 3)
  const told = deepest.map(({ name, depth }) => `${name}${depth === undefined ? '' : ` (${depth})`}`)
  return [
    `  situations  ${reached.length} reached, ${reached[0]?.depth === undefined ? 'among them' : 'the deepest'} ${names(told)}`,
    `  ${verdict === 'ok' ? 'unreachable' : 'not yet    '} ${names(unreached)}`,
    `  not asked   ${names(notAsked)}: a search cannot tell`,
    `  lacking     ${lacking.length} more take what this cluster does not have`,
  ]
}

/** A probability in words. */
function chanceText(probability: number): string {
  if (probability < 1e-12) return 'less than 1 in a million millions'
  return `1 in ${whole(Math.round(1 / probability))}`
}

/** What a verdict means, in a sentence. */
function meaning({ verdict, exploration, walks, ending, verified, properties, title }: SearchEnd): string {
  if (verdict === 'violation') return title ?? `"${exploration?.violation?.property}" is broken`
  if (verdict === 'failed') return 'a server throws an error at the last action of the story above'
  if (verdict === 'ok')
    return `within these bounds no behaviour breaks any of the ${counted(properties, 'property').replace('propertys', 'properties')}; every state was looked at, and nothing but the stated bounds ended the search${verified ? '' : '; that messages taken away as dead are dead was taken for granted, for several threads cannot verify it'}`
  if (walks !== undefined)
    return `no violation in ${walkText(walks)}, which shows nothing of all the others${ending === undefined ? '' : '; it was interrupted'}`
  const { judgedDepth, frontier } = exploration as Exploration
  return `no violation up to depth ${judgedDepth}, frontier ${rate(frontier)}; ${endedBy(exploration as Exploration, ending)} ended the search`
}

function endedBy({ cut }: Exploration, ending: SearchEnd['ending']): string {
  if (ending === 'interrupted') return 'an interruption'
  if (cut === 'depth') return '--depth'
  return cut === 'states' ? '--states' : 'the bound on memory'
}

function walkText({ walks, steps }: { readonly walks: number; readonly steps: number }): string {
  return `${counted(walks, 'walk')} of ${counted(steps, 'step')} in all`
}
