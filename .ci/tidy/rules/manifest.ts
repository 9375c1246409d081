import { finding, lineAt, type Rule } from '../source.ts'

/** No lock file holds an address that a package was loaded from. */
export const resolvedInLock: Rule = (sources) =>
  sources
    .filter(({ path }) => /(?:^|\/)package-lock\.json$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/"resolved"\s*:/g)].map(({ index }) =>
        finding(
          path,
          lineAt(text, index),
          'has "resolved"',
          'set omit-lockfile-registry-resolved and lock again',
        ),
      ),
    )

/** dependencies and devDependencies, of every package there is, are exact versions. */
export const looseVersions: Rule = (sources) =>
  sources
    .filter(({ path }) => /(?:^|\/)package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const { dependencies, devDependencies } = JSON.parse(text) as Readonly<Record<string, Versions>>
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
        .map(([name, version]) => {
          const line = lineAt(text, text.search(`"${name}"\\s*:\\s*"`))
          return finding(path, line, `${name} is "${version}"`, 'exact versions only, such as 1.2.3')
        })
    })

type Versions = Readonly<Record<string, string>> | undefined
