import { Command, Option } from 'commander'
import { version } from '#lib/domain/version'
import { work } from '#lib/worker'
import { openWorld } from '#lib/world'
import { demoCommands } from './commands/demo.ts'
import { exportCommands } from './commands/export.ts'
import { importCommands } from './commands/import.ts'
import { peopleCommands } from './commands/people.ts'
import { prepare, start } from './commands/start.ts'
import { upkeepCommands } from './commands/upkeep.ts'

const asked = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version'])

/** The side door: command → service. Exit 0 done, 1 refused or found something, 2 wrong use. */
const program = new Command('unsealed')
  .description('The records desk of a newsroom.')
  .version(version)
  .exitOverride((error) => process.exit(asked.has(error.code) ? 0 : 2))
  .showSuggestionAfterError()

/** The World of a command: beside a running server, on the same data. */
const ready = async () => {
  const { migrate } = await import('#db/migrate')
  const env = prepare()
  await migrate(env.databaseUrl)
  return openWorld(env)
}

program
  .command('start')
  .description('build when stale, migrate, start web and worker')
  .addOption(new Option('--dev', 'with the development server'))
  .addOption(new Option('--build-only', 'build, then stop'))
  .action((options: { dev?: boolean; buildOnly?: boolean }) => start(options))

program
  .command('worker')
  .description('do the work that happens by itself, until told to stop')
  .action(async () => {
    const world = await ready()
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
    await work(world, stop.signal)
    await world.close()
  })

program
  .command('migrate')
  .description('bring the record’s tables up to date')
  .action(async () => (await ready()).close())

peopleCommands(program, ready)
demoCommands(program, ready)
importCommands(program, ready)
exportCommands(program, ready)
upkeepCommands(program, ready)

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  if (process.env.LOG_LEVEL === 'debug') console.error(error)
  process.exitCode = 1
}
