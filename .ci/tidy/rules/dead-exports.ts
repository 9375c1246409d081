import { exportsOf } from '../exports.ts'
import { EVERYTHING, importsOf } from '../imports.ts'
import { ROOMS } from '../room-names.ts'
import { finding, isWithin, productSources, type Rule } from '../source.ts'

/** Every export of a room is imported, or re-exported, by some file that is no test. */
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
        : exportsOf(source).filter(({ name }) => !used.has(`${path} ${name}`))
      const first = dead.filter(({ name }, i) => dead.findIndex((other) => other.name === name) === i)
      return first.map(({ name, line }) =>
        finding(path, line, `exports ${name}, which no file but tests imports`, 'remove it, or its "export"'),
      )
    })
}
