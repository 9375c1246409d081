import { z } from 'zod'

/** What a trace calls a server, a kind or a role: short enough to be told. */
export const NAME = z.string().max(200)
