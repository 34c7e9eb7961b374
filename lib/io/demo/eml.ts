import type { DemoMail } from '#lib/domain/demo/document'
import { demoMark } from '#lib/domain/demo/marking'

export type Attachment = { name: string; mediaType: string; bytes: Uint8Array }

const lineLength = 74
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * A mail as RFC 5322 bytes, CRLF, plain ASCII; multipart/mixed where something is attached. The first line of the body
 * is the demonstration's mark. Same mail, same bytes. @throws Error for a character outside ASCII.
 */
export function emlOf(mail: DemoMail, attachments: Attachment[]): Uint8Array {
  const text = [demoMark, ...mail.body].map(wrapped).join('\r\n\r\n').concat('\r\n')
  const textPart = ['Content-Type: text/plain; charset=us-ascii', 'Content-Transfer-Encoding: 7bit', '', text]
  const content = attachments.length === 0 ? textPart : mixed(mail.messageId, textPart, attachments)
  const whole = [...headers(mail), ...content].join('\r\n')
  if (/[^\r\n -~]/.test(whole)) throw new Error(`The mail "${mail.subject}" holds a character outside ASCII.`)
  return new TextEncoder().encode(whole)
}

function headers(mail: DemoMail): string[] {
  const answered = mail.references.at(-1)
  return [
    `Date: ${rfcDate(mail.date)}`,
    `From: ${mail.from}`,
    `To: ${mail.to.join(',\r\n ')}`,
    `Subject: ${mail.subject}`,
    `Message-ID: ${mail.messageId}`,
    ...(answered ? [`In-Reply-To: ${answered}`, `References: ${mail.references.join('\r\n ')}`] : []),
    `X-Unsealed-Demonstration: ${demoMark}`,
    'MIME-Version: 1.0',
  ]
}

function mixed(messageId: string, textPart: string[], attachments: Attachment[]): string[] {
  const boundary = `part-of${messageId.replaceAll(/[^a-z0-9]+/g, '-')}`
  const parts = attachments.flatMap((one) => [
    `--${boundary}`,
    `Content-Type: ${one.mediaType}; name="${one.name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${one.name}"`,
    '',
    ...(Buffer.from(one.bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
  ])
  return [
    `Content-Type: multipart/mixed;\r\n boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...textPart,
    ...parts,
    `--${boundary}--`,
    '',
  ]
}

/** Lines of at most 74 characters; line breaks of the paragraph stay. */
function wrapped(paragraph: string): string {
  const lines = paragraph.split('\n').flatMap((part) => {
    const made: string[] = []
    let line = ''
    for (const word of part.split(' ')) {
      if (line && line.length + 1 + word.length > lineLength) {
        made.push(line)
        line = word
      } else line = line ? `${line} ${word}` : word
    }
    return [...made, line]
  })
  return lines.join('\r\n')
}

/** '2019-04-16T08:15:00-04:00' → 'Tue, 16 Apr 2019 08:15:00 -0400', in the sender's own time. */
function rfcDate(instant: string): string {
  const [year = 0, month = 1, day = 1] = instant.slice(0, 10).split('-').map(Number)
  const weekday = days[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  return `${weekday}, ${day} ${months[month - 1]} ${year} ${instant.slice(11, 19)} ${instant.slice(19).replace(':', '')}`
}
