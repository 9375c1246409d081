import type { Command } from '../../core/command.ts'
import { defaultOptions, type Options } from '../../core/options.ts'
import type { Cluster, Given } from '../../harness/world/cluster.ts'
import { operationName, serverName } from '../../harness/world/names.ts'
import { asWords } from './characters.ts'
import { clockText } from './clock-text.ts'
import { givenText } from './given-text.ts'
import { operationText } from './operation-text.ts'
import { OPTION_NAMES, optionText } from './option-text.ts'
import type { Scenario } from './scenario.ts'
import { targetText } from './target-text.ts'

/** A part of a header: what it is about, which no two parts of a header share, and its line or, with a patch, lines. */
export interface HeaderPart {
  readonly about: string
  readonly text: string
}

/** What every scenario of this version begins with. */
export const FIRST_LINE = 'whitewater scenario 1'

/** The parts of a scenario's header, in the order they are written. What is as by default is left out. */
export function headerParts({
  title,
  target,
  cluster,
}: Pick<Scenario, 'title' | 'target' | 'cluster'>): HeaderPart[] {
  const { options, synchronousDisk, clocks, given, operations } = cluster
  const heading = asWords(title)
  return [
    { about: 'whitewater', text: FIRST_LINE },
    ...(heading === '' ? [] : [{ about: 'title', text: `title ${heading}` }]),
    { about: 'target', text: targetText(target) },
    { about: 'servers', text: `servers ${options.servers}` },
    ...(synchronousDisk ? [{ about: 'disk', text: 'disk synchronous' }] : []),
    ...clocks.map((clock, server) => ({ about: aboutClock(server), text: clockText(server, clock) })),
    ...optionParts(options),
    ...given.map((one) => ({ about: aboutGiven(one), text: givenText(one) })),
    ...operations.flat().map((one) => ({ about: aboutOperation(one), text: operationText(one) })),
  ]
}

/** What the line of a clock is about. */
export function aboutClock(server: number): string {
  return `clock ${serverName(server)}`
}

/** What an option's line is about. */
export function aboutOption(name: string): string {
  return `option ${name}`
}

/** What the line of something given is about. */
export function aboutGiven({ server }: Given): string {
  return `given ${serverName(server)}`
}

/** What an operation's line is about. */
export function aboutOperation({ session, serial }: Command): string {
  return `operation ${operationName(session, serial)}`
}

function optionParts(options: Cluster['options']): HeaderPart[] {
  const usual: Options = defaultOptions(options.servers)
  const unusual = OPTION_NAMES.filter((name) => String(options[name]) !== String(usual[name]))
  return unusual.map((name) => ({ about: aboutOption(name), text: optionText(name, options) }))
}
