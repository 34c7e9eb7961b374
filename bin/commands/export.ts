import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import type { Actor } from '#lib/domain/actions'
import { type ExportFiles, exportFiles } from '#lib/domain/export'
import { invalid } from '#lib/domain/refusal'
import { makeExport } from '#lib/services/exports/make-export'
import { openExportFile } from '#lib/services/exports/open-export-file'
import { verifyBag } from '#lib/services/exports/verify-bag'
import { viewExport } from '#lib/services/exports/view-export'
import { workOne } from '#lib/worker'
import type { World } from '#lib/world'

const operator: Actor = { kind: 'operator' }
type Asked = { to?: string; files: ExportFiles; json?: boolean }

/** `unsealed export S --to …` and `unsealed export verify PATH`. A Refusal or a defect is thrown to the caller. */
export function exportCommands(program: Command, openWorld: () => Promise<World>): void {
  const pack = program
    .command('export')
    .description('a story pack (BagIt) that opens offline; `export verify PATH` checks one')
    .argument('<investigation>', 'its key or slug')
    .option('--to <path>', 'a new folder, or FILE.zip')
    .addOption(new Option('--files <which>', 'what it holds').choices(exportFiles).default('exhibits'))
    .option('--json', 'print one JSON document and nothing else')
    .action(async (investigation: string, { to, files, json }: Asked) => {
      if (to === undefined) return pack.error("error: required option '--to <path>' not specified")
      const world = await openWorld()
      try {
        const made = await writePack(world, { investigation, to, files })
        const what = files === 'originals' ? 'Holds originals: for the team only.' : 'Holds no original.'
        console.log(
          json ? JSON.stringify(made) : `${to}: ${made.files} files, SHA-256 of the ZIP ${made.sha256}. ${what}`,
        )
      } finally {
        await world.close()
      }
    })
  pack
    .command('verify')
    .description(
      'check a story pack, or any bag: every file is there with its very bytes and nothing beside; exit 1 else',
    )
    .argument('<path>', 'a folder or a ZIP')
    .option('--json', 'print one JSON document and nothing else')
    .action(async (path: string, _: unknown, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>()
      const world = await openWorld()
      try {
        const found = await verifyBag(world, path)
        if (json) console.log(JSON.stringify(found))
        else console.log(found.ok ? `All ${found.files} files are as they were packed.` : inWords(found.problems))
        if (!found.ok) process.exitCode = 1
      } finally {
        await world.close()
      }
    })
}

const told = 50
const inWords = (problems: readonly string[]) =>
  [...problems.slice(0, told), ...(problems.length > told ? [`… and ${problems.length - told} more.`] : [])].join('\n')

async function writePack(
  world: World,
  { investigation, to, files }: { investigation: string; to: string; files: ExportFiles },
) {
  const zipped = to.toLowerCase().endsWith('.zip')
  if (zipped && (await stat(to).catch(() => null))) throw invalid('to', `There is already something at ${to}.`)
  const { id } = await makeExport(world, operator, { id: investigation, files })
  const made = await whenWritten(world, id)
  const file = await openExportFile(world, operator, { id })
  if (zipped) {
    try {
      await pipeline(await file.open(), createWriteStream(to, { flags: 'wx' }))
    } catch (error) {
      await rm(to, { force: true })
      throw error
    }
  } else {
    const local = await world.blobs.local(made.sha256)
    await world.bags.unpack(local.path, to).finally(() => local.release())
  }
  return made
}

/** Works at it where no running server does. */
async function whenWritten(world: World, id: string) {
  for (;;) {
    const { status, sha256, failure, of, bytes } = await viewExport(world, operator, { id })
    if (status === 'ready' && sha256 !== null) return { id, files: of, bytes, sha256 }
    if (status !== 'building') throw invalid('investigation', failure ?? 'The pack could not be written.')
    if (!(await workOne(world, 'exports.build'))) await sleep(500)
  }
}
