import type { DemoDocument } from '#lib/domain/demo/document'
import { demoDocuments } from '#lib/domain/demo/documents'
import { emlOf } from '#lib/io/demo/eml'
import { logPdf } from '#lib/io/demo/log'
import { scanOf } from '#lib/io/demo/scan'
import { sheetsPdf } from '#lib/io/demo/sheets'

/**
 * The file of one document of the demonstration. The same document gives the same bytes on every day, so its hash never
 * changes; the attachment inside a mail has the very bytes of the document that it names.
 * @throws Error where the content is at fault: a page that runs over, an unknown attachment.
 */
export async function makeDemoFile(document: DemoDocument): Promise<Uint8Array> {
  const { content, name } = document
  switch (content.form) {
    case 'sheets':
      return sheetsPdf(name, content)
    case 'scan':
      return scanOf(name, await sheetsPdf(name, content))
    case 'log':
      return logPdf(content.title, content)
    case 'mail':
      return emlOf(content.mail, await Promise.all(content.mail.attachments.map(attachment)))
  }
}

async function attachment(key: string) {
  const document = demoDocuments.find((one) => one.key === key)
  if (!document) throw new Error(`The demonstration has no document "${key}".`)
  return { name: document.name, mediaType: document.mediaType, bytes: await makeDemoFile(document) }
}
