import { leaderAlone, raise, type Fault } from '../stage/stage.ts'

/** Whoever leads when it begins is heard by the others now and then only, and hears late what they have to say. */
export const fadingLeader: Fault = {
  name: 'fading-leader',
  group: 'network',
  sentence:
    'Most of what the leader sends is lost, and what is sent to it takes up to 400 ms longer, or all comes at once in the end: it learns late that it was replaced.',
  assumption: 'kept: the network may lose, delay and reorder messages (paper 2)',
  finds: leaderAlone,
  spoil: (weather, { victims, strength, fault, until }, servers) => {
    for (let leader = 0; leader < servers; leader++) {
      if (((victims >> leader) & 1) === 0) continue
      for (let peer = 0; peer < servers; peer++) {
        if (peer === leader) continue
        const [to, from] = [peer * servers + leader, leader * servers + peer]
        if (strength % 2 === 0) raise(weather.slow, to, strength * 400, fault)
        else raise(weather.clogged, to, until, fault)
        raise(weather.loss, from, 750, fault)
      }
    }
  },
}
