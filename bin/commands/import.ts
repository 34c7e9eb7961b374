import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { Actor } from '#lib/domain/actions'
import { maxNameBytes } from '#lib/domain/document'
import { invalid } from '#lib/domain/refusal'
import { importMail } from '#lib/services/documents/import-mail'
import { viewDocument } from '#lib/services/documents/view-document'
import type { World } from '#lib/world'

const operator: Actor = { kind: 'operator' }

/** `unsealed import mail`. A Refusal or a defect is thrown to the caller. */
export function importCommands(program: Command, openWorld: () => Promise<World>): void {
  program
    .command('import')
    .description('bring in what was kept elsewhere')
    .command('mail')
    .description('mails and mailboxes: .eml .emlx .msg .mbox .pst and winmail.dat; the running server reads them')
    .argument('<file...>')
    .requiredOption('--investigation <name>', 'its key or slug')
    .option('--json', 'print one JSON document and nothing else')
    .action(async (paths: string[], { investigation, json }: { investigation: string; json?: boolean }) => {
      const world = await openWorld()
      try {
        const documents: Imported[] = []
        const refused: { file: string; why: string }[] = []
        for (const path of paths) {
          try {
            documents.push(await importFile(world, investigation, path))
          } catch (error) {
            refused.push({ file: path, why: error instanceof Error ? error.message : String(error) })
          }
        }
        if (json) console.log(JSON.stringify({ documents, refused }))
        else console.log(inWords(documents, refused))
        if (refused.length > 0) process.exitCode = 1
      } finally {
        await world.close()
      }
    })
}

type Imported = { id: string; number: string; name: string; kind: string; bytes: number; created: boolean }

async function importFile(world: World, investigationId: string, path: string): Promise<Imported> {
  await access(path, constants.R_OK).catch(() => {
    throw invalid('file', 'There is no such file, or it may not be read.')
  })
  const input = { investigationId, name: shortened(basename(path)), bytes: createReadStream(path) }
  const { created, document } = await importMail(world, operator, input)
  const { name, kind } = await viewDocument(world, operator, { id: document.id })
  return { id: document.id, number: document.number, name, kind, bytes: document.bytes, created }
}

/** As many letters as a name may have, its ending kept. */
function shortened(name: string): string {
  let head = name
  const tail = /\.[^.]{1,12}$/.exec(name)?.[0] ?? ''
  while (Buffer.byteLength(head) > maxNameBytes) head = `${head.slice(0, head.length - tail.length - 1)}${tail}`
  return head
}

function inWords(documents: Imported[], refused: { file: string; why: string }[]): string {
  const lines = documents.map(({ number, name, created }) =>
    created ? `${number} ${name}: kept, and read as soon as the server runs.` : `${number} ${name}: was here already.`,
  )
  return [...lines, ...refused.map(({ file, why }) => `${file}: ${why}`)].join('\n')
}
