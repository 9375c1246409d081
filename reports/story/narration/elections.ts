import { Timer } from '../../../core/effect.ts'
import { MessageKind, type Message } from '../../../core/message.ts'
import { NOBODY, Role } from '../../../core/server.ts'
import { ActionKind } from '../../../harness/world/action.ts'
import { isQuorum } from '../../../harness/quorum.ts'
import { serverName } from '../../../harness/world/names.ts'
import type { HeardVote } from '../telling/chronicle.ts'
import { whyNoVote, type Voter } from '../telling/reasons.ts'
import { cite, keyOf, madeOf, type Tale } from '../telling/tale.ts'
import { listText } from '../telling/words.ts'

/** Terms, candidates, leaders and votes. */
export function tellElections(tale: Tale): void {
  const { before, after, moment } = tale
  noteHeardVote(tale)
  const isNewTerm = after.currentTerm !== before.currentTerm
  const stands = after.votedFor === tale.server && isNewTerm && after.role !== Role.Follower
  if (stands) tellCandidacy(tale)
  else if (isNewTerm) tellTerm(tale)
  else tellSteppingDown(tale)
  if (after.role === Role.Leader && (before.role !== Role.Leader || isNewTerm)) tellVictory(tale)
  else tellHeardVote(tale)
  if (asksFirst(tale)) tale.deeds.push(`asks whether it could win term ${after.currentTerm + 1} (PreVote)`)
  if (!stands) tellVote(tale)
  tellAnswers(tale)
  const asked = madeOf(tale, MessageKind.RequestVote)
  if (asked.length > 0)
    tale.deeds.push(
      `asks ${listText(asked.map(({ to }) => serverName(to)))} for ${asked.length > 1 ? 'their votes' : 'its vote'}`,
    )
  if (moment.heard?.kind === MessageKind.TimeoutNow && stands)
    tale.then.push(`${serverName(moment.heard.from)} hands its leadership over to it.`)
}

function asksFirst({ before, after, moment }: Tale): boolean {
  if (after.role !== Role.PreCandidate) return false
  return before.role !== Role.PreCandidate || moment.action.kind === ActionKind.Timer
}

function tellCandidacy(tale: Tale): void {
  const { server, after, chronicle, moment } = tale
  const term = after.currentTerm
  chronicle.heardVotes[server] = []
  chronicle.stood.set(keyOf(server, term), moment.position)
  tale.deeds.push(`stands for election in term ${term}`, `votes for itself${doubleVote(tale)}`)
}

function tellTerm(tale: Tale): void {
  const { before, after } = tale
  const term = after.currentTerm
  if (term < before.currentTerm) {
    tale.deeds.push(`goes back from term ${before.currentTerm} to term ${term}`)
    return
  }
  tale.deeds.push(`enters term ${term}`)
  if (before.role === Role.Leader) tale.deeds.push('leads no longer')
  else if (before.role === Role.Candidate) tale.deeds.push('gives up its candidacy')
}

function tellSteppingDown(tale: Tale): void {
  const { before, after, moment } = tale
  const { action, heard } = moment
  if (before.role === after.role) return
  if (before.role === Role.Leader) {
    const isOutOfContact = action.kind === ActionKind.Timer && action.topic === Timer.Contact
    tale.deeds.push(
      isOutOfContact ? 'steps down, for it has not heard from a majority (CheckQuorum)' : 'steps down',
    )
  } else if (after.role === Role.Follower && heard !== null) {
    tale.deeds.push(
      `takes ${serverName(heard.from)} for the leader of term ${after.currentTerm}`,
      'gives up its candidacy',
    )
  }
}

function noteHeardVote({ chronicle, moment, server }: Tale): void {
  const { heard, position } = moment
  if (heard?.kind !== MessageKind.Vote || !heard.voteGranted) return
  chronicle.heardVotes[server]?.push({ from: heard.from, term: heard.term, position })
}

function tellVictory(tale: Tale): void {
  const { server, before, after, chronicle, moment } = tale
  const term = after.currentTerm
  chronicle.led.set(keyOf(server, term), moment.position)
  if (term > chronicle.newest.term) chronicle.newest = { term, server, position: moment.position }
  const own = chronicle.stood.get(keyOf(server, term))
  const heard = countedVotes(tale)
  if (own !== undefined) cite(tale, own)
  const others = heard.map((vote, place) => {
    const again = heard.some(
      ({ from, term: its }, earlier) => earlier < place && from === vote.from && its === vote.term,
    )
    const given = chronicle.votes.get(keyOf(vote.from, vote.term))
    const where = cite(
      tale,
      given?.findLast(({ candidate, position }) => candidate === server && position < vote.position)
        ?.position,
    )
    cite(tale, vote.position)
    return `${serverName(vote.from)}'s${vote.term === term ? '' : ` of term ${vote.term}`}${again ? ' once more' : ''}${where}`
  })
  const votes = others.length === 0 ? 'its own vote alone' : listText(['its own vote', ...others])
  const joins = before.role === Role.Candidate || before.currentTerm !== term
  tale.deeds.push(joins ? `becomes leader of term ${term} with ${votes}` : `becomes leader of term ${term}`)
}

/** The votes that made a leader: those of its term, each server's once; all that it heard, where those are no majority. */
function countedVotes({ server, after, chronicle }: Tale): readonly HeardVote[] {
  const heard = chronicle.heardVotes[server] ?? []
  const configuration = after.log.configurations?.at(-1)?.configuration
  const good = heard.filter(
    ({ from, term }, place) =>
      term === after.currentTerm &&
      heard.findIndex((one) => one.from === from && one.term === term) === place,
  )
  const votes = good.reduce((set, { from }) => set | (1 << from), 1 << server)
  return configuration !== undefined && isQuorum(votes, configuration) ? good : heard
}

function tellHeardVote(tale: Tale): void {
  const { server, before, after, chronicle, moment } = tale
  const { heard } = moment
  if (heard === null) return
  const who = serverName(heard.from)
  if (
    heard.kind === MessageKind.PreVoted &&
    before.role === Role.PreCandidate &&
    after.role === Role.PreCandidate
  )
    tale.deeds.push(
      heard.voteGranted ? `has the promise of ${who}'s vote` : `is refused the promise of ${who}'s vote`,
    )
  if (heard.kind !== MessageKind.Vote || after.currentTerm !== before.currentTerm) return
  if (!heard.voteGranted) tale.deeds.push(`is refused ${who}'s vote`)
  else if (after.role !== Role.Candidate) tale.deeds.push(`has no use for ${who}'s vote any more`)
  else if (heard.term !== after.currentTerm)
    tale.deeds.push(`does not count ${who}'s vote, which is of term ${heard.term}`)
  else {
    const given = [
      ...new Set(
        (chronicle.heardVotes[server] ?? [])
          .filter(({ term }) => term === heard.term)
          .map(({ from }) => from),
      ),
    ]
    tale.deeds.push(
      `counts ${who}'s vote: it has ${listText(['its own', ...given.map((from) => `${serverName(from)}'s`)])}, and needs more`,
    )
  }
}

/** Votes for another, and votes that are forgotten. */
function tellVote(tale: Tale): void {
  const { server, before, after, moment } = tale
  const [had, has] = [before.votedFor, after.votedFor]
  const isNewTerm = after.currentTerm !== before.currentTerm
  if (has === NOBODY) {
    if (had !== NOBODY && after.currentTerm <= before.currentTerm) {
      const when = tale.chronicle.votes.get(keyOf(server, before.currentTerm))?.at(-1)?.position
      tale.deeds.push(
        `forgets its vote for ${name(tale, had)} in term ${before.currentTerm}${cite(tale, when)}`,
      )
    }
    return
  }
  if (has === had && !isNewTerm) return
  tale.deeds.push(
    `votes for ${name(tale, has)}${isNewTerm ? '' : ` in term ${after.currentTerm}`}${doubleVote(tale)}`,
  )
  const { heard } = moment
  const why = heard === null ? '' : whyNoVote(voterOf(tale, true), heard)
  if (why !== '' && !tale.chronicle.departs.has(moment.position))
    tale.then.push(`That vote is against the rule${why}.`)
}

/** Keeps a vote; where it is not the first of its term, what it comes behind. */
function doubleVote(tale: Tale): string {
  const { server, after, chronicle, moment } = tale
  const key = keyOf(server, after.currentTerm)
  const given = chronicle.votes.get(key) ?? []
  chronicle.votes.set(key, [...given, { candidate: after.votedFor, position: moment.position }])
  const other = given.find(({ candidate }) => candidate !== after.votedFor)
  return other === undefined
    ? ''
    : `, though it had voted for ${name(tale, other.candidate)} in that term${cite(tale, other.position) || ' before'}`
}

/** Refusals, promises, and votes that are given once more. */
function tellAnswers(tale: Tale): void {
  const { before, after, moment } = tale
  const { heard } = moment
  if (heard === null) return
  const who = serverName(heard.from)
  for (const { voteGranted } of madeOf(tale, MessageKind.Vote)) {
    if (!voteGranted) tale.deeds.push(`refuses ${who} its vote${whyRefused(tale, heard)}`)
    else if (before.votedFor === after.votedFor && before.currentTerm === after.currentTerm)
      tale.deeds.push(`gives ${who} its vote again`)
  }
  for (const { voteGranted, term } of madeOf(tale, MessageKind.PreVoted))
    tale.deeds.push(
      voteGranted
        ? `promises ${who} its vote${term === heard.term ? '' : `, in an answer of term ${term}`}`
        : `refuses to promise ${who} its vote${whyRefused(tale, heard)}`,
    )
}

function whyRefused(tale: Tale, heard: Message): string {
  const entered = tale.after.currentTerm > tale.before.currentTerm
  const why = whyNoVote(voterOf(tale, entered), heard, heard.kind === MessageKind.RequestVote && !entered)
  return why === '' ? ', though nothing speaks against it' : why
}

/** What the server was when it was asked: `entered`, in a term that it has just entered, without a vote. */
function voterOf({ server, before, after, chronicle }: Tale, entered: boolean): Voter {
  const { options } = chronicle.cluster
  const { currentTerm, votedFor, role, log, hearsLeader } = before
  if (!entered) return { id: server, options, currentTerm, votedFor, role, log, hearsLeader }
  return {
    id: server,
    options,
    currentTerm: after.currentTerm,
    votedFor: NOBODY,
    role,
    log,
    hearsLeader: false,
  }
}

function name({ server }: Tale, other: number): string {
  return other === server ? 'itself' : serverName(other)
}
