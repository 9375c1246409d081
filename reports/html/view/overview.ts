import { Role } from '../../../core/server.ts'
import { element } from '../../charts/markup.ts'
import { DOWN } from '../../recording/story.ts'
import type { Picture } from './picture.ts'

/** The coordinates of an overview: it is stretched to whatever room there is. */
const OVERVIEW = { width: 100, height: 1000 } as const

const EDGE = 10

/** The whole story at a glance, as an SVG document: reigns, times of being down, partitions, and what led to a violation. */
export function drawOverview(picture: Picture): string {
  const { story, roles, cuts, length, causes } = picture
  const gap = (OVERVIEW.width - 2 * EDGE) / story.servers
  const x = (server: number): number => EDGE + (server + 0.5) * gap
  const y = (position: number): number => (Math.min(position, length) / Math.max(1, length)) * OVERVIEW.height
  const rect = (name: string, server: number, share: number, from: number, until: number): string =>
    element('rect', {
      class: name,
      x: x(server) - (gap * share) / 2,
      y: y(from),
      width: gap * share,
      height: Math.max(2, y(until) - y(from)),
    })
  const tick = (name: string, position: number): string =>
    element('rect', { class: name, x: 0, y: y(position) - 2, width: OVERVIEW.width, height: 4 })
  return element(
    'svg',
    {
      viewBox: `0 0 ${OVERVIEW.width} ${OVERVIEW.height}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...Array.from({ length: story.servers }, (_, server) => rect('lane', server, 0.08, 0, length)),
    ...cuts.map(({ server, from, until }) => rect('cut', server, 0.9, from, until)),
    ...roles.map(({ server, role, from, until }) =>
      role >= DOWN
        ? rect('down', server, 0.3, from, until)
        : rect(
            role === Role.Leader ? 'leader' : 'candidate',
            server,
            role === Role.Leader ? 0.62 : 0.4,
            from,
            until,
          ),
    ),
    ...causes.map(({ position }) => tick('cause', position)),
    ...story.violations.map(({ action }) => tick('violation', action)),
  )
}
