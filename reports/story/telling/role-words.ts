import type { Role } from '../../../core/server.ts'

/** The names of roles, as the paper has them. */
export const ROLE_WORDS = ['follower', 'candidate', 'leader', 'pre-candidate'] as const satisfies {
  [R in Role]: string
}
