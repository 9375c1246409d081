import { DiskFile, EffectKind } from '../../core/effect.ts'
import { MessageKind } from '../../core/message.ts'
import type { Server } from '../../core/server.ts'
import { NOBODY } from '../../core/server.ts'
import { toArray } from '../../core/vector.ts'
import { Changed } from '../../harness/observation.ts'
import { ActionKind, type Action } from '../../harness/world/action.ts'
import { serverName } from '../../harness/world/names.ts'
import { actionText } from '../../scenarios/text/action-text.ts'
import type { Chronicle } from './telling/chronicle.ts'
import type { Step } from './explanation.ts'
import type { Moment } from './telling/moment.ts'
import { tellAnswered, tellAsked, tellClient } from './narration/clients.ts'
import { tellCommits, tellReign } from './narration/commits.ts'
import { tellDisks } from './narration/disks.ts'
import { tellElections } from './narration/elections.ts'
import { tellCompacted, tellOwn, tellReceived, tellSent } from './narration/logs.ts'
import { tellSnapshots } from './narration/snapshots.ts'
import { tellSurroundings, tellTimer } from './narration/surroundings.ts'
import { seenOf } from './telling/seen.ts'
import { cite, keyOf, tellingOf, type Tale } from './telling/tale.ts'

/** Tells a moment, and remembers it. Moments are told in order. */
export function narrate(chronicle: Chronicle, moment: Moment, scheduled: Action | undefined): Step {
  const { position, action, server, before, after, changed } = moment
  const tale: Tale = {
    chronicle,
    moment,
    server,
    before: seenOf(before),
    after: seenOf(after),
    appended: [],
    deeds: [],
    first: [],
    then: [],
    because: new Set(),
  }
  if (position === 0) rememberStart(chronicle, moment)
  else {
    citeSender(tale)
    tellSurroundings(tale)
    tellAsked(tale)
    tellDisks(tale)
    tellClient(tale)
    if (server >= 0 && before !== undefined && after !== undefined) tellStep(tale)
  }
  remember(tale)
  if (server >= 0 && (changed & MATTERS) !== 0) chronicle.last[server] = position
  const text = tellingOf(tale)
  return {
    position,
    action: position === 0 ? 'start' : actionText(scheduled ?? action),
    server: whose(moment),
    text: text === '' ? nothingText(moment) : text,
    because: [...tale.because].sort((a, b) => a - b),
  }
}

const MATTERS =
  Changed.Role |
  Changed.Term |
  Changed.Vote |
  Changed.Log |
  Changed.Commit |
  Changed.Crashed |
  Changed.Started

function tellStep(tale: Tale): void {
  tellElections(tale)
  tellReceived(tale)
  if (tale.moment.heard?.kind === MessageKind.Appended) {
    tellCommits(tale)
    tellOwn(tale)
  } else {
    tellOwn(tale)
    tellCommits(tale)
  }
  tellSent(tale)
  tellSnapshots(tale)
  tellCompacted(tale)
  tellAnswered(tale)
  tellReign(tale)
  tellTimer(tale)
}

/** Of an action that changes nothing which shows. */
function nothingText({ server, action, heard }: Moment): string {
  const who = serverName(server >= 0 ? server : action.server)
  return heard === null
    ? `Nothing changes on ${who} that shows.`
    : `${who} learns nothing new from ${serverName(heard.from)}.`
}

/** Whose action it was; -1 where it was nobody's. */
function whose({ server, action }: Moment): number {
  if (server >= 0) return server
  const isOfLinks = action.kind === ActionKind.Cut || action.kind === ActionKind.Mend
  return isOfLinks || action.kind === ActionKind.Calm || action.kind === ActionKind.Abandon
    ? -1
    : action.server
}

/** A message, or an answer, comes from where it was made; and a server that was down from where it started. */
function citeSender(tale: Tale): void {
  const { moment, chronicle } = tale
  const { heard, action } = moment
  if (heard !== null) {
    cite(tale, chronicle.made.get(heard))
    cite(tale, chronicle.left.get(heard))
  }
  if (action.kind === ActionKind.Answer || action.kind === ActionKind.DropAnswer) {
    const given = moment.answered ?? moment.redirected
    if (given !== null) cite(tale, chronicle.made.get(given))
  }
}

function remember({ chronicle, moment, server }: Tale): void {
  const { effects, sent, position, wrote } = moment
  for (const { kind, message, answer } of effects) {
    if (kind === EffectKind.Send && message !== null) chronicle.made.set(message, position)
    if (kind === EffectKind.Answer && answer !== null) chronicle.made.set(answer, position)
  }
  for (const message of sent) chronicle.left.set(message, position)
  if ((wrote & (1 << DiskFile.Term)) !== 0) chronicle.wroteTerm[server] = position
  if (moment.after !== undefined && moment.before === undefined && position > 0)
    chronicle.heardVotes[server] = []
}

/** What servers' disks held at first. */
function rememberStart(chronicle: Chronicle, { server, after }: Moment): void {
  const { currentTerm, votedFor, log } = seenOf(after) as unknown as Server
  if (votedFor !== NOBODY)
    chronicle.votes.set(keyOf(server, currentTerm), [{ candidate: votedFor, position: 0 }])
  for (const { index, term } of toArray(log.entries, log.baseIndex))
    chronicle.appended.set(keyOf(server, index, term), 0)
}
