import type { Model } from '../model.ts'

/** A model as it crosses threads: which export of which built module makes it, and from what. */
export interface ModelSpec {
  /** The module's address, as `import` takes it. */
  readonly module: string
  readonly name: string
  readonly options: unknown
}

/** Makes the model that is asked for. */
export async function loadModel({ module, name, options }: ModelSpec): Promise<Model> {
  const loaded = (await import(module)) as Readonly<Record<string, unknown>>
  const make = loaded[name]
  if (typeof make !== 'function') throw new Error(`${module} exports no function ${name} that makes a model.`)
  return await (make as (given: unknown) => Model | Promise<Model>)(options)
}
