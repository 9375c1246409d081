import { Changed } from '../../harness/observation.ts'
import type { Monitor } from '../../harness/monitor.ts'
import { serverName } from '../../harness/world/names.ts'

/**
 * An input that changes nothing leaves a server the very value that it was. Who searches all that can happen counts on
 * it: states are told apart by their being other values, and a step that only copies has no end.
 */
export const idleSteps: Monitor<null> = {
  name: 'a step that changes nothing gives back the same server',
  grade: 'rule',
  promise: 'where an input changes nothing, a server stays the value that it was',
  watches: Changed.Idle,
  needs: [],
  start: () => null,

  see(memory, { server, action, changed }, report) {
    if ((changed & Changed.Idle) === 0) return memory
    report.violation({
      reason: 'a copy of a server in which nothing is different',
      title: `${serverName(server)} became another value in which nothing is different`,
      servers: [server],
      evidence: [`at an action of kind ${action.kind}`],
    })
    return memory
  },
}
