import { finding, isWithin, lineAt, productSources, type Rule, type Source } from '../source.ts'
import { lineOf, walk } from '../syntax.ts'

const VAGUE = ['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'data', 'common', 'misc']

/** No file or folder has a name that says nothing. */
export const vagueNames: Rule = (sources) =>
  sources.flatMap(({ path }) =>
    path
      .split(/[/.\-_]/)
      .filter((word) => VAGUE.includes(word))
      .map((word) => finding(path, 1, `is named "${word}"`, 'a name says what it is')),
  )

/** No reminder is left in code or prose. The letters in brackets keep this line from being one. */
export const reminders: Rule = (sources) =>
  sources
    .filter(({ path }) => /\.(?:[cm]?[jt]s|go|sh|md|ya?ml)$/.test(path))
    .flatMap((source) => every(source, /\b(?:TO[D]O|FIX[M]E|XX[X])\b/g, 'do it, or file it'))

/** No console but for people who asked: in cli.ts, commands/, bench/ and reports/. */
export const strayConsole: Rule = (sources) =>
  productSources(sources)
    .filter(({ path }) => path !== 'cli.ts' && !isWithin(path, ['commands', 'bench', 'reports']))
    .flatMap((source) => {
      const found: string[] = []
      walk(source, (node, role) => {
        if (role !== 'Identifier' || node.type !== 'Identifier' || node.name !== 'console') return
        found.push(
          finding(source.path, lineOf(node), 'uses console', 'allowed in cli.ts, commands, bench, reports'),
        )
      })
      return found
    })

const HOST =
  /\b(?:(?:[\w-]+\.)*(?:registry|artifactory|nexus|verdaccio|jfrog)|npm[\w-]*|[\w-]+\.npm)(?:\.[a-z][\w-]*)+/gi
const DOMAIN = /\.(?:com|org|net|io|dev|cloud|app|local|internal|corp|lan|cn|de|eu|jp|ru|uk)$/i
const SETTING = /\bregistry["']?\s*[=:]\s*["']?\s*https?:|_auth(?:Token)?\s*=/gi

/** No file names a host that packages come from: that is for the settings of the machine. */
export const registryHosts: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    const hosts = [...text.matchAll(HOST)].filter(([host]) => DOMAIN.test(host))
    return [...hosts, ...text.matchAll(SETTING)].map(({ index }) =>
      finding(
        path,
        lineAt(text, index),
        'names where packages come from',
        'leave that to the settings of a machine',
      ),
    )
  })

function every({ path, text }: Source, pattern: RegExp, allowed: string): string[] {
  return [...text.matchAll(pattern)].map(({ 0: word, index }) =>
    finding(path, lineAt(text, index), word, allowed),
  )
}
