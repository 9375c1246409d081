import { Role } from '../../../core/server.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import type { Cause, Story } from '../../recording/story.ts'
import type { RoleSpan } from './spans.ts'

/** What one reads of a story from afar. */
export interface Landmark {
  readonly position: number
  readonly text: string
  /** Those of more weight are told where there is no room for all. */
  readonly weight: number
  readonly kind: 'violation' | 'cause' | 'leader' | 'fault'
}

/** Actions that are told from afar, with how much they weigh. */
const FAULTS = new Map<number, number>([
  [ActionKind.Crash, 2],
  [ActionKind.Restart, 1],
  [ActionKind.Cut, 2],
  [ActionKind.Mend, 1],
  [ActionKind.Lose, 1],
  [ActionKind.Tear, 1],
  [ActionKind.Fail, 1],
  [ActionKind.Rot, 2],
  [ActionKind.Wipe, 2],
  [ActionKind.Stall, 2],
  [ActionKind.Jump, 2],
  [ActionKind.Calm, 3],
])

/** The landmarks of a story, in order. */
export function landmarksOf(
  { violations, moments, names }: Pick<Story, 'violations' | 'moments' | 'names'>,
  causes: readonly Cause[],
  roles: readonly RoleSpan[],
): Landmark[] {
  const landmarks: Landmark[] = [
    ...violations.map(({ action, property, title }) => ({
      position: action,
      text: `${property}: ${title}`,
      weight: 6,
      kind: 'violation' as const,
    })),
    ...causes.map(({ position, text }, place) => ({
      position,
      text: `${place + 1}. ${text}`,
      weight: 5,
      kind: 'cause' as const,
    })),
    ...roles
      .filter(({ role }) => role === Role.Leader)
      .map(({ server, term, from }) => ({
        position: from,
        text: `${names[server] as string} leads term ${term}`,
        weight: 4,
        kind: 'leader' as const,
      })),
  ]
  moments.forEach(([, , kind, , text], place) => {
    const weight = FAULTS.get(kind)
    if (weight !== undefined) landmarks.push({ position: place + 1, text, weight, kind: 'fault' })
  })
  return landmarks.sort((one, other) => one.position - other.position || other.weight - one.weight)
}

/** Those that there is room for, so many actions apart; of two that are closer, the one that weighs more. */
export function apart(landmarks: readonly Landmark[], distance: number): Landmark[] {
  const chosen: Landmark[] = []
  const byWeight = [...landmarks].sort(
    (one, other) => other.weight - one.weight || one.position - other.position,
  )
  // Which of the slots, as long as the distance, are taken: a neighbour may be in the next slot, but no further.
  const taken = new Map<number, number>()
  for (const landmark of byWeight) {
    const slot = Math.floor(landmark.position / distance)
    const isFree = [slot - 1, slot, slot + 1].every((near) => {
      const other = taken.get(near)
      return other === undefined || Math.abs(other - landmark.position) >= distance
    })
    if (!isFree) continue
    taken.set(slot, landmark.position)
    chosen.push(landmark)
  }
  return chosen.sort((one, other) => one.position - other.position)
}
