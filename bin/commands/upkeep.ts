import type { Command } from 'commander'
import type { Actor } from '#lib/domain/actions'
import { verifyAudit } from '#lib/services/upkeep/verify-audit'
import type { World } from '#lib/world'

const operator: Actor = { kind: 'operator' }

/** `unsealed audit verify`. */
export function upkeepCommands(program: Command, openWorld: () => Promise<World>): void {
  program
    .command('audit')
    .description('the audit log')
    .command('verify')
    .description('walk the whole hash chain; exit 1 where a row does not fit')
    .option('--json', 'print one JSON document and nothing else')
    .action(async ({ json }: { json?: boolean }) => {
      const world = await openWorld()
      try {
        const found = await verifyAudit(world, operator)
        const words = found.ok
          ? 'Every row fits the one before it.'
          : `Row ${found.broken} does not fit the one before it.`
        console.log(json ? JSON.stringify(found) : words)
        if (!found.ok) process.exitCode = 1
      } finally {
        await world.close()
      }
    })
}
