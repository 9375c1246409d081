import type { Mutant } from './mutant.ts'

/** Names mutants by what they are and their turn among equals, so that one keeps its name where the rest of its file changes. */
export function named(mutants: readonly Omit<Mutant, 'name'>[]): readonly Mutant[] {
  const turns = new Map<string, number>()
  return mutants.map((mutant) => {
    const { file, mutator, original, replacement } = mutant
    const told = `${file} ${mutator} ${oneLine(original)} => ${oneLine(replacement)}`
    const turn = (turns.get(told) ?? 0) + 1
    turns.set(told, turn)
    return { name: `${told} ·${turn}`, ...mutant }
  })
}

/** A text without its line breaks and what they indent. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
