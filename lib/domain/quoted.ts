import { bareHead, cleanName, labelledHead } from '#lib/domain/mail-heads'
import { readSentText } from '#lib/domain/sent-text'

/** A message that a mail quotes, as far as its head or the line above it says. */
export type QuotedMessage = { from: string | null; sentText: string | null; subject: string | null }
/** `own` + `history` is the whole text, letter for letter. `quotes`: the messages that the history names, as they stand. */
export type Folded = { own: string; history: string; quotes: QuotedMessage[] }

const longest = 400

/** A mail's text → what it says itself, and the letters before it that it carries along at its end. */
export function splitQuoted(text: string): Folded {
  const lines = text.split('\n')
  const start = startOfHistory(lines)
  if (start === null) return { own: text, history: '', quotes: [] }
  const own = lines.slice(0, start).join('\n')
  if (own.trim() === '') return { own: text, history: '', quotes: quotesIn(lines) } // a bare forward: it is all there is
  const history = lines.slice(start)
  return { own: `${own}\n`, history: history.join('\n'), quotes: quotesIn(history) }
}

/**
 * The line on which the history begins; null where there is none, or where the writer answers between its lines: there
 * it is part of what is said. `marked`: whether a line that begins with > is one that a mail program quoted.
 */
export function startOfHistory(lines: readonly string[], marked = true): number | null {
  const isMarked = (line: string) => /^\s*>/.test(line)
  const written = lines.slice(0, signatureOf(lines))
  const lastOwn = written.findLastIndex((line) => line.trim() !== '' && !isMarked(line))
  const lastMarked = lines.findLastIndex(isMarked)
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim()
    if (line === '') continue
    if (isDivider(line)) return at
    if (/^[>|\s"'*]*(from|von|de)\s*:/i.test(line) && labelledHead(withoutBlanks(lines, at), 0))
      return aboveRule(lines, at)
    const said = attributionAt(lines, at)
    // a program that marks no lines quotes to the end
    if (said && (lastOwn < at + said.lines || lastMarked <= at)) return at
    if (marked && line.startsWith('>') && lastOwn < at) return at
  }
  return null
}

/** Where a signature below everything begins: what stands under it is nobody's answer. */
function signatureOf(lines: readonly string[]): number {
  const at = lines.findLastIndex((line) => /^-- ?$/.test(line))
  return at === -1 || lines.length - at > 30 || lines.slice(at).some((line) => /^\s*>/.test(line)) ? lines.length : at
}

/** “-----Original Message-----”, “Begin forwarded message:”: a line that mail programs write themselves. */
const isDivider = (line: string) =>
  /^[>\s]*-{2,}\s*(original message|forwarded message|forwarded by .{1,80}|ursprüngliche nachricht|mensaje original|mensaje reenviado)\s*-{2,}$/i.test(
    line,
  ) || /^begin forwarded message:$/i.test(line)

/** Outlook on the web draws a line of underscores above the head. */
function aboveRule(lines: readonly string[], at: number): number {
  let start = at
  while (start > 0 && (lines[start - 1] ?? '').trim() === '') start--
  return start > 0 && /^\s*[_-]{8,}\s*$/.test(lines[start - 1] ?? '') ? start - 1 : at
}

const withoutBlanks = (lines: readonly string[], from: number) => {
  const some = lines.slice(from, from + 40)
  const labels = some.findIndex((line, i) => line.trim() === '' && some[i + 1]?.trim() === '')
  // a mail program may double its line ends: a head with a blank line after each label is still one
  const doubled = labels === -1 && some[1]?.trim() === '' && some[3]?.trim() === ''
  return doubled ? some.filter((line) => line.trim() !== '') : some
}

/** “On Wed, Jul 2, 2025 at 2:06 PM Ana Lee <ana@x> wrote:”, on up to three lines. */
function attributionAt(lines: readonly string[], at: number): { said: QuotedMessage; lines: number } | null {
  const first = (lines[at] ?? '').replace(/^[>\s]+/, '')
  if (!/^(on|am|el|le)\s/i.test(first) && !/\b(wrote|schrieb|escribió|writes)\b.{0,3}:\s*$/i.test(first)) return null
  let whole = ''
  for (let n = 0; n < 3 && at + n < lines.length; n++) {
    whole = `${whole} ${(lines[at + n] ?? '').replace(/^[>\s]+/, '')}`.trim()
    if (whole.length > longest) return null
    if (!/(wrote|schrieb.{0,100}|escribió|writes)\s*:$/i.test(whole)) continue
    return { said: attributed(whole), lines: n + 1 }
  }
  return null
}

function attributed(whole: string): QuotedMessage {
  const bare = whole.replace(/^(on|am|el)\s+/i, '').replace(/,?\s*(wrote|escribió|writes|schrieb(\s.*)?)\s*:$/i, '$2')
  const time = /\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?\b)?(?:\s*(?:[+-]\d{4}|UTC|GMT|[PMCE][SD]T))?/i.exec(bare)
  const end = time ? time.index + time[0].length : 0
  const dated = bare.slice(0, end)
  const sentText = readSentText(dated) ? dated : null
  return { from: cleanName(bare.slice(sentText ? end : 0).replace(/^[\s,]+/, '')), sentText, subject: null }
}

/** Every message that the history names. */
export function quotesIn(lines: readonly string[]): QuotedMessage[] {
  const quotes: QuotedMessage[] = []
  const bare = lines.map((line) => line.replace(/^[>\s]+/, ''))
  for (let at = 0; at < bare.length && quotes.length < 100; at++) {
    const head = /^\W*(from|von|de)\b/i.test(bare[at] ?? '')
      ? (labelledHead(withoutBlanks(bare, at), 0) ?? bareHead(bare, at))
      : null
    if (head) {
      quotes.push({ from: head.from, sentText: head.sentText, subject: head.subject })
      at += Math.max(0, head.next - 1)
      continue
    }
    const said = attributionAt(bare, at)
    if (!said) continue
    quotes.push(said.said)
    at += said.lines - 1
  }
  return quotes
}
