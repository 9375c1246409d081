import { cpus, loadavg } from 'node:os'

/** Says which figure follows and the command that prints it. */
export function heading(name: string, what: string): void {
  console.log(`\n$ npm run bench -- ${name}\n  ${what}`)
}

/** Processor seconds that this process has used. */
export function seconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Says what the machine was, and how busy. */
export function load(): void {
  const [cpu] = cpus()
  const busy = loadavg().map((minutes) => minutes.toFixed(2))
  console.log(
    `  machine              ${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}, load ${busy.join(' ')}`,
  )
}
