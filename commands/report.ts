import type { Command } from 'commander'
import { whole } from '../reports/terminal/numbers.ts'
import { pageFile, withTellingOptions } from './plain-arguments.ts'
import { claimFolderOf, writeWhole } from './output-folder.ts'
import { recordFile } from './play-file.ts'
import { storyPage } from './story-page.ts'
import { targetInstead } from './target-of.ts'
import { printJson, printText } from './tell.ts'

interface ReportFlags {
  readonly out: string
  readonly bug?: string
  readonly lenient?: boolean
  readonly json?: boolean
}

/** Adds `whitewater report`. */
export function addReport(program: Command): void {
  const command = program
    .command('report <file>')
    .description('draw a scenario or a recorded schedule, failing or not: one HTML file that opens offline')
    .requiredOption('--out <file>', 'the picture to write, FILE.html', pageFile)
    .option('--bug <name|file.patch>', 'play it on a core patched with this bug, whatever it says')
    .option('--lenient', 'leave out what cannot happen')
  withTellingOptions(command)
  command.addHelpText(
    'after',
    `
Examples:
  whitewater report scenarios/paper/figure-8-overwritten.scenario --out figure-8.html
  whitewater report found/election-safety-507.scenario --out story.html
  whitewater report --bug V-E1 scenarios/zoo/stale-vote-reply.scenario --out vote.html

Exit codes: 0 the picture is written, whatever it shows, 2 bad usage or input`,
  )
  command.action(report)
}

async function report(file: string, { out, bug, lenient, json }: ReportFlags): Promise<void> {
  claimFolderOf(out)
  const { story, explanation } = await recordFile(file, { target: targetInstead({ bug }), lenient })
  const text = storyPage(story, explanation)
  writeWhole(out, text)
  const bytes = Buffer.byteLength(text)
  const violations = story.violations.map(({ property, title, action }) => ({ property, title, action }))
  printText(
    [
      ...violations.map(({ property, title, action }) => `${property}, action ${action}: ${title}`),
      `picture of ${whole(story.moments.length)} actions in ${out} (${whole(bytes / 1000)} kB)`,
    ].join('\n'),
    json,
  )
  if (json === true) printJson({ file: out, bytes, actions: story.moments.length, violations })
}
