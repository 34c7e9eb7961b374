import { readSentText } from '#lib/domain/sent-text'

/** What the head of a mail says where it stands as text. Lines count from 0; `next` is the first line after the head. */
export type MailHead = {
  start: number
  next: number
  from: string | null
  to: string[]
  cc: string[]
  sentText: string | null
  subject: string | null
}

type Field = 'from' | 'sent' | 'date' | 'to' | 'cc' | 'subject' | 'other' | 'alien'
const labels: [Field, string][] = [
  ['from', 'from|frorn|von|de'],
  ['sent', 'sent(?: on)?|gesendet(?: am)?|enviado(?: el)?'],
  ['date', 'date|datum|fecha'],
  ['to', 'to|an|para'],
  ['cc', 'cc|c\\.c\\.|kopie'],
  ['subject', 'subject|betreff|asunto'],
  [
    'other',
    'bcc|reply-to|attachments?|anlagen?|importance|priority|categories|sensitivity|follow up flag|flag status|expires|mailed-by|signed-by|security|due by',
  ],
  // what stands on a fax sheet, a memo or a form and on no mail
  [
    'alien',
    'fax(?: no\\.?| number)?|phone|tel(?:ephone)?|pages|no\\. of pages|number of pages|company|memo(?:randum)?|through|thru|re|via|department|title|project',
  ],
]
const labelled = labels.map(
  ([field, names]) => [field, new RegExp(`^[>*|\\s"']*(?:${names})\\s*[:;]\\s*(.*)$`, 'i')] as const,
)

/** The label that a line begins with and what follows it. */
function fieldOf(line: string): { field: Field; value: string } | null {
  for (const [field, pattern] of labelled) {
    const value = pattern.exec(line)?.[1]
    if (value !== undefined) return { field, value: value.replace(/^\*+\s*/, '').trim() }
  }
  return null
}

/** How many lines without a label may follow each label and still belong to it. */
const mayRun: Record<Field, number> = { from: 1, sent: 0, date: 0, to: 8, cc: 8, subject: 2, other: 3, alien: 0 }

/**
 * The head that begins at a line (“From: … Sent: … To: … Subject: …”, in any order), or null: it needs a sender, an
 * addressee, a subject and a moment with its time of day, which a memo or a fax sheet does not have; where Outlook's own
 * four labels stand in their order, an address may stand for the moment.
 */
export function labelledHead(lines: readonly string[], start: number): MailHead | null {
  const first = fieldOf(lines[start] ?? '')
  if (!first || first.field === 'alien' || first.field === 'other' || first.field === 'cc') return null
  const said = new Map<Field, string[]>()
  const order: Field[] = []
  let column = true // all labels so far stand directly below each other, with nothing beside them
  let next = start
  let open: Field | null = null
  let run = 0
  for (let at = start; at < Math.min(lines.length, start + 60); at++) {
    const line = lines[at] ?? ''
    const found = fieldOf(line)
    if (found) {
      const again = said.has(found.field) || (found.field === 'date' && said.has('sent'))
      if (found.field === 'alien' || (again && found.field !== 'other')) {
        if (found.field === 'alien' && !isWhole(said)) return null
        break
      }
      said.set(found.field, found.value ? [found.value] : [])
      order.push(found.field)
      column &&= !found.value && at === start + order.length - 1
      open = found.field
      run = found.value ? 0 : -1 // an empty label may have its value on the next line
      next = at + 1
      continue
    }
    if (open === null || line.trim() === '') break
    run++
    if (run > mayRun[open]) break
    said.get(open)?.push(line.trim())
    if (run === 0) next = at + 1
  }
  // what ran on after the last label is its body, unless another label came after it
  for (const field of said.keys()) said.set(field, ownLines(lines, said, order, field, next))
  const spread = column && order.length >= 3 ? spreadOut(lines, order, start + order.length) : null
  const head = spread ?? { said, next }
  return headFrom(head.said, order, start, head.next)
}

const isWhole = (said: Map<Field, string[]>) =>
  said.has('from') && said.has('subject') && (said.has('to') || said.has('cc'))

/** The lines of a label; the last one keeps only its own line and no run into the body. */
function ownLines(lines: readonly string[], said: Map<Field, string[]>, order: Field[], field: Field, next: number) {
  const all = said.get(field) ?? []
  if (order.at(-1) !== field) return all
  const own = fieldOf(lines[next - 1] ?? '')
  return own?.field === field ? all.slice(0, own.value ? 1 : 0) : all.slice(0, 1)
}

/** Labels in one column, values in another: all labels first, then as many values in the same order. */
function spreadOut(lines: readonly string[], order: readonly Field[], next: number) {
  const values = lines.slice(next, next + order.length).map((line) => line.trim())
  if (values.length < order.length || values.some((value) => value === '')) return null
  const said = new Map(order.map((field, i) => [field, [values[i] ?? '']]))
  return readSentText((said.get('sent') ?? said.get('date') ?? []).join(' '))
    ? { said, next: next + order.length }
    : null
}

function headFrom(said: Map<Field, string[]>, order: readonly Field[], start: number, next: number): MailHead | null {
  const text = (field: Field) => (said.get(field) ?? []).join(' ').trim()
  const sentText = text('sent') || text('date')
  const dated = sentText.length <= 80 && readSentText(sentText) !== null
  const whole = isWhole(said) && (said.has('sent') || said.has('date'))
  const outlook = order.filter((field) => /^(from|sent|to|subject)$/.test(field)).join(' ') === 'from sent to subject'
  const hasAddress = () => /[^\s@<]@[\w-]+(\.[\w-]+)*\.[a-z]{2,}/i.test(`${text('from')} ${text('to')}`)
  // Outlook leaves out the line of whom it went to where that was only in Bcc
  const toNobody = order.join(' ').startsWith('from sent subject') && dated
  if (!(whole && dated) && !(outlook && hasAddress()) && !toNobody) return null
  if (!text('from') && !dated) return null
  return {
    start,
    next,
    from: cleanName(text('from')),
    to: peopleIn(text('to')),
    cc: peopleIn(text('cc')),
    sentText: sentText || null,
    subject: text('subject'),
  }
}

/** “From Ana Lee <ana@pd.example> / Date Tue 1/7/2025 10:00 AM / To …”: labels without a colon, as Outlook on the web prints. */
export function bareHead(lines: readonly string[], start: number): MailHead | null {
  const from = /^From\s+(\S.*@.*)$/.exec(lines[start] ?? '')?.[1]
  if (!from) return null
  let sentText: string | null = null
  const people: Record<'To' | 'Cc', string[]> = { To: [], Cc: [] }
  let next = start + 1
  for (let at = start + 1; at < Math.min(lines.length, start + 8); at++) {
    const [, label, value = ''] = /^(Date|Sent|To|Cc|Bcc)\s+(\S.*)$/.exec(lines[at] ?? '') ?? []
    if (!label) continue
    if (label === 'Date' || label === 'Sent') sentText ??= readSentText(value) ? value : null
    else if (label === 'To' || label === 'Cc') people[label].push(...peopleIn(value))
    next = at + 1
  }
  if (!sentText || people.To.length + people.Cc.length === 0) return null
  return { start, next, from: cleanName(from), to: people.To, cc: people.Cc, sentText, subject: null }
}

/** A sender as printed; null where all that a black bar left is a piece of an address. */
export function cleanName(text: string): string | null {
  const name = text
    .replace(/\s*\[mailto:([^\]]+)\]/i, ' <$1>')
    .replace(/<mailto:([^>]+)>/i, '')
    .replace(/^["'\s]+|["',;\s]+$/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, 300)
  return name === '' || /^[@<>.]|^[\w-]+\.(com|org|net|gov|edu|us)>?$/i.test(name) || !/[\p{L}\d]/u.test(name)
    ? null
    : name
}

/** How much of a list of addressees is read. */
const mostChars = 4000

/** “Lee, Ana; Roe, Sam <sam@x>” or “Ana <a@x>, Sam <s@x>” → one entry a person; names may hold a comma. */
export function peopleIn(text: string): string[] {
  if (text.startsWith('@')) return [] // what a black bar left of an address
  if (text.length > mostChars) return peopleIn(text.slice(0, mostChars))
  const parts = text.includes(';')
    ? text.split(';')
    : (text.match(/[^<>@]*<[^<>]+>|[^\s,<>]+@[^\s,<>]+|[^<>@]+$/g) ?? [])
  return parts.flatMap((part) => cleanName(part.replace(/^[\s,]+/, '')) ?? []).slice(0, 200)
}
