import type { ParsedMail } from '#lib/io/eml'

/** A mail as our own XHTML, for the parser child to lay out: image and words of its pages come from one layout. */
export function mailAsPages(mail: ParsedMail): string {
  const rows = [
    ['From', mail.from ? shown(mail.from) : ''],
    ['To', mail.to.map(shown).join(', ')],
    ['Cc', mail.cc.map(shown).join(', ')],
    ['Date', mail.date ? dated(mail.date) : ''],
  ].filter(([, value]) => value !== '')
  const head = rows.map(([name, value = '']) => `<p><b>${name}:</b> ${escaped(value)}</p>`).join('')
  const body = mail.text.split('\n').map((line) => `<p>${escaped(line) || '&#160;'}</p>`)
  return `<html><head><style>${style}</style></head><body><h1>${escaped(mail.subject || '(no subject)')}</h1>${head}<hr/>${body.join('')}</body></html>`
}

const style =
  'body { font-family: sans-serif; font-size: 10.5pt; line-height: 1.35 } h1 { font-size: 14pt; margin: 0 0 8pt } p { margin: 0; white-space: pre-wrap }'

const shown = ({ name, address }: { name: string; address: string }) => (name ? `${name} <${address}>` : address)
const dated = (instant: string) => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`

/** Escapes, and lets runs that no line could hold break (a zero-width space, dropped again from the words). */
function escaped(text: string): string {
  const breakable = text.replace(/[^\s/]{48}(?=[^\s/])/gu, '$&\u200b')
  return breakable.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(notXml, '')
}

/** Signs that XML knows not even escaped. */
const notXml = /(?![\t\n])[\p{Cs}\p{Cc}\ufffe\uffff]/gu
