import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { Actor } from '#lib/domain/actions'
import { maxNameBytes } from '#lib/domain/document'
import { mailboxTypes, mailTypes } from '#lib/domain/file-kinds'
import { invalid } from '#lib/domain/refusal'
import { kindOf } from '#lib/io/sniff'
import { uploadDocument } from '#lib/services/documents/upload-document'
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
            documents.push(await importMail(world, investigation, path))
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

/** One file, kept whole; refused before anything of it is kept where it is no mail. */
async function importMail(world: World, investigationId: string, path: string): Promise<Imported> {
  const { size, head } = await lookAt(path).catch(() => {
    throw invalid('file', 'There is no such file, or it may not be read.')
  })
  const { mediaType } = kindOf(head, basename(path))
  if (![...mailTypes, ...mailboxTypes].includes(mediaType))
    throw invalid('file', 'This is neither a mail nor a mailbox. Other files are uploaded on the Documents page.')
  const input = { investigationId, name: shortened(basename(path)), bytes: createReadStream(path), declared: size }
  const { created, document } = await uploadDocument(world, operator, input)
  const { name, kind } = await viewDocument(world, operator, { id: document.id })
  return { id: document.id, number: document.number, name, kind, bytes: document.bytes, created }
}

async function lookAt(path: string): Promise<{ size: number; head: Buffer }> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  return { size: (await file.stat()).size, head: buffer.subarray(0, bytesRead) }
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
