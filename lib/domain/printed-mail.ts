import { bareHead, cleanName, labelledHead, type MailHead, peopleIn } from '#lib/domain/mail-heads'
import { readSentText, type SentAt } from '#lib/domain/sent-text'

/** A message that stands printed on the pages of a document. `chained`: it stands below another one, as its history. */
export type PrintedMail = {
  page: number
  lastPage: number
  from: string | null
  to: string[]
  cc: string[]
  sent: SentAt | null
  sentText: string | null
  subject: string
  chained: boolean
}

type Line = { page: number; text: string /** how many lines stand above it on its page */; above: number }

/** How much of a line is read: no line of print is longer. */
const longest = 1000

/** How far down its page the first message of a print may begin: below that it is quoted by something else. */
const mostAbove = 15

/**
 * The messages that are printed on these pages, in the order in which they stand there: Outlook, Apple Mail, Lotus Notes
 * and GroupWise heads, Gmail's “1 message” prints, and the heads of what they answer. Precise rather than eager: a letter
 * that names a sender, a memo and a fax sheet are none. Only the text decides; pages count from 1.
 */
export function printedMails(pages: readonly { page: number; text: string }[]): PrintedMail[] {
  const lines = pages.flatMap(({ page, text }) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line, above): Line => ({ page, text: line.slice(0, longest).replace(/\s+/g, ' ').trim(), above })),
  )
  const found = headsIn(lines)
  const ends = found.length > 0 ? endsSaid(lines) : new Map<number, number>()
  return found.map((head, i) => {
    const page = lines[head.start]?.page ?? 1
    const until = found[i + 1]?.start ?? lines.length
    const next = lines[until]
    const last = next && next.above <= 2 ? next.page - 1 : (lines[until - 1]?.page ?? page)
    const { from, to, cc, sentText, chained } = head
    const sent = sentText === null ? null : readSentText(sentText)
    const lastPage = Math.max(page, Math.min(last, ends.get(page) ?? last))
    return { page, lastPage, from, to, cc, sent, sentText, subject: head.subject ?? '', chained }
  })
}

type Found = MailHead & { chained: boolean }

function headsIn(lines: readonly Line[]): Found[] {
  const texts = lines.map((line) => line.text)
  const found: Found[] = []
  let conversation: string | null = null // the subject of the Gmail print that we are in
  for (let at = 0; at < lines.length; at++) {
    const above = lines[at]?.above ?? 0
    const gmail = gmailHead(lines, texts, at, conversation)
    if (gmail) {
      conversation = gmail.subject
      found.push({ ...gmail, chained: gmail.continued })
      at = gmail.next - 1
      continue
    }
    const head = labelledHead(texts, at) ?? withSubjectAbove(bareHead(texts, at), lines)
    if (!head || (found.length === 0 && above > mostAbove)) continue
    const before = found.at(-1)
    if (before && head.start < before.next) continue
    found.push({ ...head, chained: before !== undefined && above > 2 })
    at = Math.max(at, head.next - 1)
  }
  return found
}

/** Outlook on the web prints the subject above the head. */
function withSubjectAbove(head: MailHead | null, lines: readonly Line[]): MailHead | null {
  if (!head) return null
  const line = lines[head.start]
  const before = lines[head.start - 1]
  if (!line || !before || before.page !== line.page || line.above > 5 || /^outlook$/i.test(before.text))
    return { ...head, subject: '' }
  return { ...head, subject: before.text, start: head.start - 1 }
}

const weekdays = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const gmailDate = new RegExp(`^(.*?)\\s*(${weekdays}, [A-Z][a-z]{2} \\d{1,2}, \\d{4} at \\d{1,2}:\\d{2} ?[AP]M)$`)
const count = /^\d{1,3} messages?$/

/**
 * Gmail prints subject, “1 message”, then for each message its sender and its date on one line or two. Where the sender
 * was blacked out the date stands alone.
 */
function gmailHead(
  lines: readonly Line[],
  texts: readonly string[],
  at: number,
  conversation: string | null,
): (MailHead & { continued: boolean }) | null {
  if (count.test(texts[at] ?? '') && (lines[at]?.above ?? 99) <= 6) {
    const date = [at + 1, at + 2, at + 3].find((line) => gmailDate.test(texts[line] ?? ''))
    if (date === undefined) return null
    return { ...messageAt(texts, date, at + 1), ...subjectAbove(lines, at), continued: false }
  }
  if (conversation === null || !gmailDate.test(texts[at + 1] ?? '') || !isSender(texts[at] ?? '')) {
    const alone = conversation !== null && gmailDate.exec(texts[at] ?? '')
    if (!alone || !(isSender(alone[1] ?? '') || /^(to|reply-to|cc)\s*:/i.test(texts[at + 1] ?? ''))) return null
    return { ...messageAt(texts, at, at), subject: conversation, start: at, continued: true }
  }
  return { ...messageAt(texts, at + 1, at), subject: conversation, start: at, continued: true }
}

const isSender = (text: string) =>
  /<[^<>\s]*@[^<>\s]+>$|^[^\s<>]*@[^\s<>]+>?$/.test(text) && !/^(to|cc|bcc|reply-to)\s*:/i.test(text)

function messageAt(texts: readonly string[], date: number, from: number): Omit<MailHead, 'subject' | 'start'> {
  const [, before = '', sentText = ''] = gmailDate.exec(texts[date] ?? '') ?? []
  const around = [before, ...texts.slice(from, date), texts[date + 1] ?? '']
  const sender = around.find(isSender) ?? before
  let next = date + (texts[date + 1] === sender ? 2 : 1)
  const people: Record<string, string[]> = {}
  for (; next < texts.length; next++) {
    const [, label, value = ''] = /^(To|Cc|Bcc|Reply-To):\s*(.*)$/i.exec(texts[next] ?? '') ?? []
    if (!label) break
    people[label.toLowerCase()] = peopleIn(value)
    if (value === '' && isSender(texts[next + 1] ?? '')) people[label.toLowerCase()] = peopleIn(texts[++next] ?? '')
  }
  return { next, from: cleanName(sender), to: people.to ?? [], cc: people.cc ?? [], sentText }
}

/** The lines between the account and “1 message”, at most three. */
function subjectAbove(lines: readonly Line[], at: number): { subject: string; start: number } {
  const page = lines[at]?.page
  const subject: string[] = []
  let start = at
  for (let line = at - 1; line >= 0 && subject.length < 3; line--) {
    const { text = '', page: on } = lines[line] ?? {}
    if (on !== page || isSender(text) || /^\S{0,3} ?gmail\b.{0,20}$|^[\w.-]*\.[a-z]{2,}>$/i.test(text)) break
    subject.unshift(text)
    start = line
  }
  return { subject: subject.join(' '), start }
}

/** A print that numbers its pages (“1 of 3”) says where it ends; what follows is something else. By page. */
function endsSaid(lines: readonly Line[]): Map<number, number> {
  const ends = new Map<number, number>()
  lines.forEach(({ page, text, above }, at) => {
    const next = lines[at + 4]
    if (above > 1 && next && next.page === page) return // only the first two lines of a page and its last four
    const [, n = '', of = ''] = /^(?:page )?(\d{1,3}) ?(?:of|\/) ?(\d{1,3})$/i.exec(text) ?? []
    if (n && Number(n) <= Number(of)) ends.set(page, page + Number(of) - Number(n))
  })
  return ends
}
