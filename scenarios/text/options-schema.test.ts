import { expect, test } from 'vitest'
import { defaultOptions, MachineKind, MembershipKind } from '../../core/options.ts'
import { OPTION_NAMES } from './option-text.ts'
import { optionsSchema, optionTexts } from './options-schema.ts'

test('the default options of every size of cluster are accepted as they are', () => {
  for (let servers = 1; servers <= 7; servers++)
    expect(optionsSchema.parse(defaultOptions(servers))).toEqual(defaultOptions(servers))
})

test('options out of range, unknown, missing or at odds with each other are refused', () => {
  const usual = defaultOptions(3)
  const wrong = [
    { servers: 0 },
    { servers: 8 },
    { servers: 2.5 },
    { servers: '3' },
    { electionTimeoutLeast: 999 },
    { electionTimeoutMost: 149_999 },
    { heartbeatInterval: 99 },
    { maxEntriesPerAppend: 0 },
    { maxEntriesPerAppend: 1025 },
    { batching: 1 },
    { machine: 2 },
    { voters: 0 },
    { voters: 0b1001 },
    { electionTimeoutStretch: [0, 0, 0, 0] },
    { electionTimeoutStretch: [-1] },
    { electionTimeoutStretch: 20 },
    { snapshotThreshold: -1 },
    { snapshotChunk: 0 },
    { membership: 2 },
    { stickiness: 'yes' },
    { colour: 1 },
    { machine: undefined },
  ]
  for (const change of wrong)
    expect(optionsSchema.safeParse({ ...usual, ...change }).success, JSON.stringify(change)).toBe(false)
})

test('each option is read from text and written again, and says what it takes', () => {
  expect(optionTexts.heartbeatInterval.decode('50000')).toBe(50_000)
  expect(optionTexts.heartbeatInterval.encode(50_000)).toBe('50000')
  expect(optionTexts.emptyProbes.decode('true')).toBe(true)
  expect(optionTexts.emptyProbes.encode(false)).toBe('false')
  expect(optionTexts.machine.decode('append-list')).toBe(MachineKind.AppendList)
  expect(optionTexts.machine.encode(MachineKind.KeyValue)).toBe('key-value')
  expect(optionTexts.voters.decode('S3,S1')).toBe(0b101)
  expect(optionTexts.voters.encode(0b101)).toBe('S1,S3')
  expect(optionTexts.electionTimeoutStretch.decode('0,20')).toEqual([0, 20])
  expect(optionTexts.electionTimeoutStretch.encode([0, 20])).toBe('0,20')
  expect(optionTexts.membership.decode('single-server')).toBe(MembershipKind.SingleServer)
  expect(optionTexts.membership.encode(MembershipKind.Joint)).toBe('joint')
  expect(optionTexts.servers.description).toBe('a whole number from 1 to 7')
  for (const text of ['', ' 5', '5 ', '05', '5.0', '5e0', '+5', '0x5', '8', '99999999999'])
    expect(optionTexts.servers.safeDecode(text).success).toBe(false)
  for (const text of ['', 'S0', 'S8', 'S1,', ',S1', 'S1 S2', 'S1,S2,S1', 's1'])
    expect(optionTexts.voters.safeDecode(text).success).toBe(false)
  for (const text of ['', '1,', '01', '-1', '1.5', '0,0,0,0,0,0,0,0'])
    expect(optionTexts.electionTimeoutStretch.safeDecode(text).success).toBe(false)
})

test('scenario text knows every option of the core', () => {
  expect(['servers', ...OPTION_NAMES].sort()).toEqual(Object.keys(defaultOptions(3)).sort())
})
