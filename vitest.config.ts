import { defineConfig } from 'vitest/config'

/** `npm test` runs the product's tests; `npm run tidy` those of the house rules, which lie in `.ci`. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '.ci/**'],
    // Of two cores, as CI has them, both: left alone Vitest keeps one to itself.
    maxWorkers: '100%',
    // No test changes what another sees: modules are loaded once a worker, not once a file.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
