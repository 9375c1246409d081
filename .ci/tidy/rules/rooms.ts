import { EVERYTHING, importsOf } from '../imports.ts'
import { COMPOSERS, ROOMS } from '../room-names.ts'
import {
  finding,
  isTest,
  isTestPath,
  isTypeScript,
  isWithin,
  productSources,
  type Rule,
  type Source,
} from '../source.ts'

/** Imports point one way: core <- harness <- properties <- scenarios <- reports <- composers. */
export const roomOrder: Rule = (sources) => {
  const paths = new Set(sources.map(({ path }) => path))
  return sources.filter(isTypeScript).flatMap((source) => {
    const { path } = source
    if (rank(path) === undefined)
      return [finding(path, 1, 'a source in no room', `the rooms are ${told(ROOMS.length)}`)]
    return importsOf(source)
      .filter(({ target }) => paths.has(target) && (rank(target) ?? 0) > (rank(path) ?? 0))
      .map(({ line, target }) =>
        finding(path, line, `imports ${target}`, `allowed here: ${told(rank(path) ?? 0)}`),
      )
  })
}

/** By how high a file stands: the checks in .ci above all, which nobody imports. */
function rank(path: string): number | undefined {
  const [folder = ''] = path.split('/')
  if (ROOMS.includes(folder)) return ROOMS.indexOf(folder)
  if (COMPOSERS.includes(folder) || folder === path) return ROOMS.length
  return folder === '.ci' ? ROOMS.length + 1 : undefined
}

function told(highest: number): string {
  const folders = [...ROOMS, ...(highest >= ROOMS.length ? [...COMPOSERS, 'files of the root'] : [])]
  return folders.slice(0, highest < ROOMS.length ? highest + 1 : folders.length).join(', ')
}

/** No test, and nothing that tests share, is imported by what is no test. */
export const testsInProduct: Rule = (sources) =>
  productSources(sources)
    .filter(({ path }) => !isWithin(path, ['.ci']))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ target }) => isTestPath(target))
        .map(({ line, target }) => finding(source.path, line, `imports ${target}`, 'only tests may')),
    )

/** What the judge may take from core as values: names of things and the vector, and no rule of Raft. */
const VOCABULARY: Readonly<Record<string, readonly string[]>> = {
  'core/command.ts': ['Operation'],
  'core/effect.ts': ['AnswerStatus', 'DiskFile', 'Timer'],
  'core/log/entry.ts': ['EntryKind'],
  'core/message.ts': ['MessageKind'],
  'core/options.ts': ['MachineKind', 'MembershipKind'],
  'core/server.ts': ['NOBODY', 'Role'],
  'core/vector.ts': [EVERYTHING],
}

/** The judge does not borrow the accused's rules: properties/ takes types and vocabulary from core, never a rule. */
export const borrowedRules: Rule = (sources) =>
  sources.filter((source) => isWithin(source.path, ['properties']) && !isTest(source)).flatMap(borrowedBy)

function borrowedBy(source: Source): string[] {
  return importsOf(source)
    .filter(({ target, loads }) => loads && isWithin(target, ['core']))
    .flatMap(({ line, target, values }) => {
      const allowed = VOCABULARY[target] ?? []
      if (allowed.includes(EVERYTHING)) return []
      const words = allowed.length === 0 ? 'types only' : `types and ${allowed.join(', ')}`
      return values
        .filter((name) => !allowed.includes(name))
        .map((name) =>
          finding(source.path, line, `takes ${name} from ${target}`, `allowed from there: ${words}`),
        )
    })
}
