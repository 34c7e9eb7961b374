import type { Command } from 'commander'
import type { Actor } from '#lib/domain/actions'
import { sayCounts, sayRemoved } from '#lib/domain/demo/counts'
import { loadDemo } from '#lib/services/upkeep/load-demo'
import { removeDemo } from '#lib/services/upkeep/remove-demo'
import type { World } from '#lib/world'

const operator: Actor = { kind: 'operator' }

/** `unsealed demo load|remove`. A Refusal or a defect is thrown to the caller. */
export function demoCommands(program: Command, openWorld: () => Promise<World>): void {
  const demo = program.command('demo').description('the demonstration: an investigation built from published reporting')
  demo
    .command('load')
    .description('load it; takes some seconds')
    .option('--json', 'print one JSON document and nothing else')
    .action(({ json }: { json?: boolean }) =>
      inWorld(openWorld, async (world) => {
        const loaded = await loadDemo(world, operator)
        const { key, title } = loaded.investigation
        const words = `Loaded the demonstration as ${key}, ${title}: ${sayCounts(loaded.counts)}.`
        const whose =
          loaded.members > 0
            ? `Everybody with an account sees it (${loaded.members}).`
            : 'Nobody has an account yet; whoever gets one sees it.'
        console.log(json ? JSON.stringify(loaded) : `${words}\n${whose} \`unsealed demo remove\` removes exactly this.`)
      }),
    )
  demo
    .command('remove')
    .description('remove exactly what loading made; what people added stays')
    .option('--json', 'print one JSON document and nothing else')
    .action(({ json }: { json?: boolean }) =>
      inWorld(openWorld, async (world) => {
        const removed = await removeDemo(world, operator)
        console.log(json ? JSON.stringify(removed) : sayRemoved(removed))
      }),
    )
}

async function inWorld(openWorld: () => Promise<World>, doing: (world: World) => Promise<void>) {
  const world = await openWorld()
  try {
    await doing(world)
  } finally {
    await world.close()
  }
}
