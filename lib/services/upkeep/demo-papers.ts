import { Readable } from 'node:stream'
import type { DemoDocument } from '#lib/domain/demo/document'
import { demoDocuments } from '#lib/domain/demo/documents'
import type { Warning } from '#lib/domain/document'
import type { ParsedPage } from '#lib/domain/page'
import { type MailRead, readMail } from '#lib/services/documents/read-mail'
import type { World } from '#lib/world'

export type DemoPaper = {
  document: DemoDocument
  blob: { sha256: string; bytes: number }
  pages: ParsedPage[]
  warnings: Warning[]
  mail: MailRead | null
}

const atOnce = 2

/**
 * Part: the files of the demonstration, made, kept in the store and read by the same readers as any upload. Takes some
 * seconds and belongs before the transaction. @returns them in the order of the content.
 */
export async function makeDemoPapers(world: World): Promise<DemoPaper[]> {
  const papers: DemoPaper[] = []
  const waiting = [...demoDocuments.entries()]
  const turns = Array.from({ length: atOnce }, async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) papers[one[0]] = await makePaper(world, one[1])
  })
  await Promise.all(turns)
  return papers
}

async function makePaper(world: World, document: DemoDocument): Promise<DemoPaper> {
  const blob = await world.blobs.put(Readable.from([await world.demoFile(document)]))
  const file = await world.blobs.local(blob.sha256)
  try {
    const mail = document.mediaType === 'message/rfc822' ? await readMail(world, file.path, document.mediaType) : null
    const pages: ParsedPage[] = []
    const warnings: Warning[] = [...(mail?.warnings ?? [])]
    for await (const event of world.reader.readDocument(file.path, { mediaType: document.mediaType })) {
      if (event.kind === 'page') pages.push(event.page)
      else if (event.kind === 'failed') throw new Error(`${document.name} could not be read: ${event.detail}`)
      else if (event.kind === 'warning') {
        const { kind: _kind, ...warning } = event
        warnings.push(warning)
      }
    }
    return { document, blob, pages, warnings, mail }
  } finally {
    await file.release()
  }
}
