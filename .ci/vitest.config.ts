import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { root: '.ci', include: ['**/*.test.ts'], testTimeout: 120_000 } })
