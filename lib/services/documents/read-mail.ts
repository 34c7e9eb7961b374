import type { EmailFacts, Warning } from '#lib/domain/document'
import type { Carried } from '#lib/services/documents/keep-attachments'
import type { World } from '#lib/world'

type ParsedMail = Extract<Awaited<ReturnType<World['mails']['readMail']>>, { kind: 'mail' }>['mail']
export type MailRead = {
  email: EmailFacts
  html: string | null
  text: string
  warnings: Warning[]
  attachments: Carried[]
  /** As the reader of pages takes it. */
  parsed?: ParsedMail
}

/** Part: a mail → what is kept of it. What it carries is put into the store. null where it cannot be read. */
export async function readMail(world: World, path: string, mediaType: string): Promise<MailRead | null> {
  const read = await world.mails.readMail(path, { mediaType, keep: (bytes) => world.blobs.put(bytes) })
  if (read.kind === 'failed') return null // reading its pages says the same, in words
  const { mail } = read
  const attachments: Carried[] = []
  let empty = 0
  for (const { sha256, bytes, name } of read.attachments) {
    if (bytes === 0) empty++
    else attachments.push({ sha256, bytes, name, entry: name, mediaType: (await world.sniff(sha256, name)).mediaType })
  }
  const email: EmailFacts = {
    from: mail.from && shown(mail.from),
    to: mail.to.map(shown),
    cc: mail.cc.map(shown),
    date: mail.date,
    subject: mail.subject,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    threadId: mail.references[0] ?? mail.inReplyTo ?? mail.messageId,
    headers: mail.headers,
  }
  const warnings = mail.warnings.map(
    (w): Warning => ({ code: w.code === 'text_cut' ? 'body_cut' : w.code, ...countOf(w) }),
  )
  if (empty > 0) warnings.push({ code: 'empty_attachments', count: empty })
  return { email, html: mail.html, text: mail.text, warnings, attachments, parsed: mail }
}

const shown = ({ name, address }: { name: string; address: string }) =>
  name && address ? `${name} <${address}>` : name || address
const countOf = ({ count }: { count?: number | undefined }) => (count === undefined ? {} : { count })
