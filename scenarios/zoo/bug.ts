import type { TargetPatch } from '../../harness/targets/target.ts'
import { monitors } from '../../properties/monitors.ts'

/** A bug that some system really had, as a patch that puts it into core. */
export interface Bug {
  /** Its kind and number: `V-E1`. */
  readonly name: string
  /** The mistake in a few words: `stale-vote-reply`. */
  readonly slug: string
  /** The mistake in a sentence, with whatever of the correct design had to go because it would hide it. */
  readonly what: string
  /** Where it was seen. */
  readonly source: string
  /** What it violates: the expected property first, then weaker ones whose violation counts as finding it too. */
  readonly property: readonly string[]
  /** What a run must have, beyond the faults that every storm draws from, for the bug to show. */
  readonly features: readonly string[]
  /** The file of the scenario, beside the patch, that shows it step by step. */
  readonly witness: string
  /** A second one, where the first begins with logs that are given: this one begins with nothing, as every run does. */
  readonly fromStart: string | undefined
  readonly patch: TargetPatch
}

/** What a bug may violate: the names of the monitors. */
const PROPERTIES: readonly string[] = monitors.map(({ name }) => name)

const NEEDED = ['Bug', 'What', 'Source', 'Property', 'Features', 'Witness'] as const
const KEYS = [...NEEDED, 'Start'] as const
type Needed = (typeof NEEDED)[number]
type Key = (typeof KEYS)[number]
type Header = Readonly<Record<Needed, string> & { readonly Start?: string }>

/**
 * Reads a bug: a header of `Key: value` lines (all but `Start` are needed), then a unified diff. `name` is what the patch goes by in messages and
 * targets. Throws an Error for people; whether the diff applies is not looked at here.
 */
export function readBug(name: string, text: string): Bug {
  const header = readHeader(name, text)
  const [own = '', slug = '', ...rest] = header.Bug.split(' ')
  if (slug === '' || rest.length > 0) {
    throw new Error(
      `Patch ${name}: "Bug: ${header.Bug}" is not a name and a slug, as in "Bug: V-E1 stale-vote-reply".`,
    )
  }
  const property = listOf(header.Property)
  for (const one of property) {
    if (!PROPERTIES.includes(one)) {
      throw new Error(`Patch ${name}: "${one}" is no property; there are ${PROPERTIES.join(', ')}.`)
    }
  }
  return {
    name: own,
    slug,
    what: header.What,
    source: header.Source,
    property,
    features: header.Features === 'none' ? [] : listOf(header.Features),
    witness: header.Witness,
    fromStart: header.Start,
    patch: { name, text },
  }
}

/** Whether a patch has the header of a bug. */
export function hasHeader(text: string): boolean {
  return text.startsWith('Bug:')
}

function readHeader(name: string, text: string): Header {
  const values = new Map<string, string>()
  const lines = text.split(/\r?\n/)
  for (let i = 0; i < lines.length; i++) {
    const [, key, value] = /^(\w+):\s*(.*?)\s*$/.exec(lines[i] as string) ?? []
    if (key === undefined || value === undefined) break
    const at = `Patch ${name}, line ${i + 1}`
    if (!KEYS.includes(key as Key))
      throw new Error(`${at}: "${key}" is no key of a bug's header; there are ${KEYS.join(', ')}.`)
    if (values.has(key)) throw new Error(`${at}: the header has "${key}" already.`)
    if (value === '') throw new Error(`${at}: "${key}" has no value.`)
    values.set(key, value)
  }
  const missing = NEEDED.filter((key) => !values.has(key))
  if (missing.length === 0) return Object.fromEntries(values) as unknown as Header
  throw new Error(`Patch ${name}: the header lacks ${missing.map((key) => `"${key}: …"`).join(', ')}.`)
}

function listOf(text: string): string[] {
  return text.split(',').map((item) => item.trim())
}
