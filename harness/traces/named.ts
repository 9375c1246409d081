/** What a table says of a name that stands in a trace; of `constructor` and the like it says nothing, unless it lists them. */
export function named<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
