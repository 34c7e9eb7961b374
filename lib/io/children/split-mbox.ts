import { fstatSync, readSync } from 'node:fs'
import { decodeWords } from 'postal-mime'
import { GiveUp } from '#lib/io/children/give-up'
import { line } from '#lib/io/children/message'
import type { Teller } from '#lib/io/children/tell-entries'
import { inputFd, say } from '#lib/io/frames'

const window = 4 * 1024 ** 2
const piece = 1024 ** 2
const headBytes = 64 * 1024

/**
 * A mailbox file (mbox), mail by mail, each as it was before the mailbox: without the line that parts it from the one
 * before, and without the signs that keep its own lines from looking like one. Throws GiveUp, Stop.
 */
export async function splitMbox(tell: Teller, mostEntries: number): Promise<void> {
  const mails = findMails(mostEntries + 1)
  if (mails.length === 0) throw new GiveUp('damaged', 'No mail was found in this mailbox file.')
  say({ kind: 'opened', entries: Math.min(mails.length, mostEntries) })
  let number = 0
  for (const mail of mails) {
    number++
    const head = at(mail.from, Math.min(mail.to, mail.from + headBytes))
    const path = `${String(number).padStart(4, '0')} ${subjectIn(head) || 'no subject'}.eml`
    await tell.entry({ path, modifiedAt: dateIn(head), bytes: unquoted(mail) })
  }
}

type Mail = { from: number; to: number }
const size = () => fstatSync(inputFd).size

/** The bytes from one place to another; what lies behind the end is not there. */
function at(from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from))
  let have = 0
  while (have < bytes.length) {
    const read = readSync(inputFd, bytes, have, bytes.length - have, from + have)
    if (read === 0) break
    have += read
  }
  return bytes.subarray(0, have)
}

function findMails(most: number): Mail[] {
  const end = size()
  const mails: Mail[] = []
  const begin = (separator: number, mail: number) => {
    const last = mails.at(-1)
    if (last) last.to = endOf(last.from, separator)
    mails.push({ from: mail, to: end })
  }
  const first = partingLine(at(0, headBytes), 0)
  if (first) begin(0, first.length)
  for (let start = 0; start < end && mails.length < most; start += window) {
    const bytes = at(start, start + window + headBytes)
    for (
      let found = bytes.indexOf('\nFrom ');
      found !== -1 && found < window;
      found = bytes.indexOf('\nFrom ', found + 1)
    ) {
      const parting = partingLine(bytes, found + 1)
      if (!parting) continue
      const after =
        blankBefore(bytes, found) ||
        (found < 2 && start > 0 && blankBefore(at(start + found - 2, start + found + 1), 2))
      if (!after && !parting.sure) continue
      begin(start + found + 1, start + found + 1 + parting.length)
      if (mails.length >= most) break
    }
  }
  const last = mails.at(-1)
  if (last) last.to = endOf(last.from, last.to)
  return mails
}

/** The line end at `found` ends an empty line. */
const blankBefore = (bytes: Buffer, found: number) =>
  bytes[found - 1] === 10 || (bytes[found - 1] === 13 && bytes[found - 2] === 10)

/**
 * Whether a line that begins with "From " parts two mails and is no sentence: it says a time of day (or nothing at
 * all, as Thunderbird has it) and a header follows, or it says a whole date. `sure`: so much so that no empty line need
 * stand before it.
 */
function partingLine(bytes: Buffer, start: number): { length: number; sure: boolean } | null {
  const text = bytes.toString('latin1', start, start + 2000)
  const match = /^From ?([^\r\n]{0,900})\r?\n/.exec(text)
  if (!match) return null
  const [{ length }, said = ''] = match
  const headed = /^(>?From |[!-9;-~]{1,80}:)/.test(text.slice(length))
  const dated = /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} +\d{1,2} \d\d:\d\d.* \d{4}\b/.test(said)
  if (!dated && !(headed && (said.trim() === '' || /\d\d?:\d\d/.test(said)))) return null
  return { length, sure: dated && headed }
}

/** The empty line before the next mail belongs to the mailbox. */
function endOf(from: number, next: number): number {
  const tail = at(Math.max(from, next - 4), next).toString('latin1')
  if (tail.endsWith('\r\n\r\n')) return next - 2
  return tail.endsWith('\n\n') ? next - 1 : next
}

function* unquoted({ from, to }: Mail): Generator<Buffer> {
  for (let start = from; start < to; ) {
    let bytes = at(start, Math.min(to, start + piece))
    if (bytes.length === 0) return
    const lineEnd = start + bytes.length < to ? bytes.lastIndexOf(10) : -1
    if (lineEnd > 0) bytes = bytes.subarray(0, lineEnd + 1)
    start += bytes.length
    yield bytes.includes('>From ')
      ? Buffer.from(bytes.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1')
      : bytes
  }
}

/** The head of a mail, its lines unfolded. */
function headerIn(head: Buffer, name: string): string {
  const text = head.toString('utf8')
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length
  const found = new RegExp(`^${name}:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)`, 'im').exec(text.slice(0, end))
  return found?.[1]?.replace(/\r?\n[ \t]+/g, ' ').trim() ?? ''
}

/** What the mail is about, as part of a file's name. */
const subjectIn = (head: Buffer) => asName(decodeWords(headerIn(head, 'subject')))

export const asName = (subject: string) =>
  line(subject)
    .replace(/[/\\:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100)
    .toWellFormed()

function dateIn(head: Buffer): Date | null {
  const date = new Date(headerIn(head, 'date'))
  return Number.isNaN(date.getTime()) ? null : date
}
