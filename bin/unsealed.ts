import { Command } from 'commander'
import { Refusal } from '#lib/domain/refusal'
import { prepare, start } from './commands/start.ts'

/** The side door: command → service. Exit 0 done, 1 refused or found something, 2 wrong use. */
const program = new Command('unsealed')
  .description('The records desk of a newsroom.')
  .exitOverride((error) =>
    process.exit(
      error.code === 'commander.helpDisplayed' || error.code === 'commander.help' || error.code === 'commander.version'
        ? 0
        : 2,
    ),
  )
  .showSuggestionAfterError()

program
  .command('start')
  .description('build when stale, migrate, start web and worker')
  .option('--dev', 'with the development server')
  .option('--build-only', 'build, then stop')
  .action((options: { dev?: boolean; buildOnly?: boolean }) => start(options, offerSetup))

program
  .command('migrate')
  .description('bring the record’s tables up to date')
  .action(async () => {
    const { migrate } = await import('#db/migrate')
    await migrate(prepare().databaseUrl)
  })

async function offerSetup(): Promise<string | null> {
  return null
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Refusal || error instanceof Error ? error.message : String(error))
  if (!(error instanceof Refusal) && process.env.LOG_LEVEL === 'debug') console.error(error)
  process.exit(1)
}
