import { exportsOf } from '../exports.ts'
import { EVERYTHING, importsOf } from '../imports.ts'
import { ROOMS } from '../room-names.ts'
import { finding, isWithin, productSources, type Rule, type Source } from '../source.ts'

/**
 * Every export of a room is imported, or re-exported, by some file that is no test. A type that its own file uses may
 * be exported all the same: it is what the file's functions take or give.
 */
export const deadExports: Rule = (sources) => {
  const product = productSources(sources).filter(({ path }) => !isWithin(path, ['.ci']))
  const used = new Set(
    product.flatMap((source) =>
      importsOf(source).flatMap(({ target, values, types }) =>
        [...values, ...types].map((name) => `${target} ${name}`),
      ),
    ),
  )
  return product
    .filter(({ path }) => isWithin(path, ROOMS))
    .flatMap((source) => {
      const { path } = source
      const dead = used.has(`${path} ${EVERYTHING}`)
        ? []
        : exportsOf(source).filter(({ name }) => !used.has(`${path} ${name}`) && !isTypeInUse(source, name))
      const first = dead.filter(({ name }, i) => dead.findIndex((other) => other.name === name) === i)
      return first.map(({ name, line }) =>
        finding(path, line, `exports ${name}, which no file but tests imports`, 'remove it, or its "export"'),
      )
    })
}

function isTypeInUse({ text }: Source, name: string): boolean {
  const declared = new RegExp(`export (?:interface|type) ${name}\\b`).test(text)
  return declared && [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1
}
