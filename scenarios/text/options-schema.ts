import { z } from 'zod'
import { MachineKind, MembershipKind, type Options } from '../../core/options.ts'
import { serverNames } from '../../harness/world/names.ts'

/** What people call a machine. */
export const MACHINE_NAMES = ['key-value', 'append-list'] as const satisfies { [M in MachineKind]: string }

const MEMBERSHIP_NAMES = ['joint', 'single-server'] as const satisfies { [M in MembershipKind]: string }

/**
 * Each option as text, both ways: `decode` reads what a file or a command line says, `encode` writes it. The
 * description says, to people, what is taken.
 */
export const optionTexts = {
  servers: wholeNumber(1, 7),
  voters: someServers(),
  electionTimeoutLeast: wholeNumber(1_000, 10_000_000),
  electionTimeoutMost: wholeNumber(1_000, 10_000_000),
  electionTimeoutStretch: percentages(),
  heartbeatInterval: wholeNumber(100, 10_000_000),
  maxEntriesPerAppend: wholeNumber(1, 1024),
  emptyProbes: trueOrFalse(),
  batching: trueOrFalse(),
  machine: oneOf(MACHINE_NAMES, MachineKind),
  snapshotThreshold: wholeNumber(0, 1_000_000),
  trailingEntries: wholeNumber(0, 1_000_000),
  snapshotChunk: wholeNumber(1, 1_000_000),
  membership: oneOf(MEMBERSHIP_NAMES, MembershipKind),
  catchUp: trueOrFalse(),
  preVote: trueOrFalse(),
  checkQuorum: trueOrFalse(),
  stickiness: trueOrFalse(),
  registration: trueOrFalse(),
  sessionTimeout: wholeNumber(0, 100_000_000),
  mostSessions: wholeNumber(0, 1000),
  followerReads: trueOrFalse(),
  batchReads: trueOrFalse(),
  leaseReads: trueOrFalse(),
  clockDrift: wholeNumber(0, 900),
  maxInFlight: wholeNumber(0, 1024),
  maxSizePerAppend: wholeNumber(0, 1_000_000),
  maxQueued: wholeNumber(0, 1_000_000),
  applyPage: wholeNumber(0, 1_000_000),
  segmentRecords: wholeNumber(0, 1_000_000),
  persistentMachine: trueOrFalse(),
  landmarkSpacing: wholeNumber(1, 1_000_000),
} satisfies { [O in keyof Options]: z.ZodType<Options[O], string> }

/** Options that came from outside, as values: checks each of them, and that they go together. */
export const optionsSchema = z
  .strictObject({
    servers: optionTexts.servers.out,
    voters: optionTexts.voters.out,
    electionTimeoutLeast: optionTexts.electionTimeoutLeast.out,
    electionTimeoutMost: optionTexts.electionTimeoutMost.out,
    electionTimeoutStretch: optionTexts.electionTimeoutStretch.out,
    heartbeatInterval: optionTexts.heartbeatInterval.out,
    maxEntriesPerAppend: optionTexts.maxEntriesPerAppend.out,
    emptyProbes: optionTexts.emptyProbes.out,
    batching: optionTexts.batching.out,
    machine: optionTexts.machine.out,
    snapshotThreshold: optionTexts.snapshotThreshold.out,
    trailingEntries: optionTexts.trailingEntries.out,
    snapshotChunk: optionTexts.snapshotChunk.out,
    membership: optionTexts.membership.out,
    catchUp: optionTexts.catchUp.out,
    preVote: optionTexts.preVote.out,
    checkQuorum: optionTexts.checkQuorum.out,
    stickiness: optionTexts.stickiness.out,
    registration: optionTexts.registration.out,
    sessionTimeout: optionTexts.sessionTimeout.out,
    mostSessions: optionTexts.mostSessions.out,
    followerReads: optionTexts.followerReads.out,
    batchReads: optionTexts.batchReads.out,
    leaseReads: optionTexts.leaseReads.out,
    clockDrift: optionTexts.clockDrift.out,
    maxInFlight: optionTexts.maxInFlight.out,
    maxSizePerAppend: optionTexts.maxSizePerAppend.out,
    maxQueued: optionTexts.maxQueued.out,
    applyPage: optionTexts.applyPage.out,
    segmentRecords: optionTexts.segmentRecords.out,
    persistentMachine: optionTexts.persistentMachine.out,
    landmarkSpacing: optionTexts.landmarkSpacing.out,
  })
  .refine((options) => options.electionTimeoutMost >= options.electionTimeoutLeast, {
    error: saying(
      ({ electionTimeoutMost: most, electionTimeoutLeast: least }) =>
        `electionTimeoutMost is less than electionTimeoutLeast (${most} and ${least})`,
    ),
    path: ['electionTimeoutMost'],
  })
  .refine(({ voters, servers }) => voters >> servers === 0, {
    error: saying(
      ({ voters, servers }) =>
        `voters names ${serverNames((voters >> servers) << servers)} in a cluster of ${servers}`,
    ),
    path: ['voters'],
  })
  .refine(({ electionTimeoutStretch, servers }) => electionTimeoutStretch.length <= servers, {
    error: saying(
      ({ electionTimeoutStretch, servers }) =>
        `electionTimeoutStretch tells of ${electionTimeoutStretch.length} servers in a cluster of ${servers}`,
    ),
    path: ['electionTimeoutStretch'],
  }) satisfies z.ZodType<Options>

function wholeNumber(least: number, most: number): z.ZodCodec<z.ZodString, z.ZodInt> {
  const digits = z.string().regex(/^(?:0|[1-9]\d{0,8})$/u)
  return z
    .codec(digits, z.int().min(least).max(most), { decode: Number, encode: String })
    .describe(`a whole number from ${least} to ${most}`)
}

/** A kind, by its name; `names` are in the order of the kinds' numbers. */
function oneOf<Kinds extends Readonly<Record<string, number>>>(
  names: readonly string[],
  kinds: Kinds,
): z.ZodCodec<z.ZodEnum<Record<string, string>>, z.ZodEnum<Kinds>> {
  return z
    .codec(z.enum(names), z.enum(kinds), {
      decode: (name) => names.indexOf(name) as Kinds[keyof Kinds],
      encode: (kind) => names[kind] as string,
    })
    .describe(names.join(' or '))
}

function someServers(): z.ZodCodec<z.ZodString, z.ZodInt> {
  const names = z.string().regex(/^(?!.*(S\d).*\1)S[1-7](?:,S[1-7])*$/u)
  return z
    .codec(names, z.int().min(1).max(127), {
      decode: (text) => text.split(',').reduce((set, name) => set | (1 << (Number(name[1]) - 1)), 0),
      encode: (set) => serverNames(set).replaceAll(' ', ','),
    })
    .describe('servers with commas between, each once, as in S1,S2,S3')
}

function percentages(): z.ZodCodec<z.ZodString, z.ZodArray<z.ZodInt>> {
  const numbers = z.string().regex(/^(?:0|[1-9]\d{0,3})(?:,(?:0|[1-9]\d{0,3}))*$/u)
  return z
    .codec(numbers, z.array(z.int().min(0).max(1_000)).max(7), {
      decode: (text) => text.split(',').map(Number),
      encode: (percents) => percents.join(','),
    })
    .describe('percentages from 0 to 1000 with commas between, that of S1 first, as in 0,20,100')
}

/** What is wrong with options that do not go together. */
function saying(complaint: (options: Options) => string): (issue: { readonly input: unknown }) => string {
  return ({ input }) => complaint(input as Options)
}

function trueOrFalse(): z.ZodCodec<z.ZodEnum<{ true: 'true'; false: 'false' }>, z.ZodBoolean> {
  return z
    .codec(z.enum(['true', 'false']), z.boolean(), {
      decode: (word) => word === 'true',
      encode: (flag) => (flag ? 'true' : 'false'),
    })
    .describe('true or false')
}
