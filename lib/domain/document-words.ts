import type { Warning } from '#lib/domain/document'

const sentences: Record<string, (warning: Warning) => string> = {
  no_text: ({ page }) => `There is nothing to read on page ${page}.`,
  reading_pictures: ({ count = 1 }) =>
    `The words on ${count === 1 ? 'a page that is a picture' : `${count} pages that are pictures`} are being read; until then they are not found.`,
  picture_unread: ({ page }) => `Page ${page} is a picture whose words could not be read. It can be seen.`,
  ocr_stopped: ({ count = 1 }) =>
    `Reading words off pictures broke down; ${count === 1 ? 'one page is' : `${count} pages are`} without. Ask to read it again.`,
  no_language: () =>
    'Its pages are pictures, and this server has no data to read their language. Whoever runs it can add some.',
  page_broken: ({ page }) => `Page ${page} is damaged and could not be read.`,
  text_cut: ({ page }) => `Page ${page} has more text than is kept; the end of it is left out.`,
  parts_damaged: () => 'Parts of this file are damaged; what they held is missing.',
  hidden_cells: ({ count = 1 }) =>
    `${count === 1 ? 'One sheet, row or column is' : `${count} sheets, rows or columns are`} hidden in this file. Here ${count === 1 ? 'it is' : 'they are'} shown, and marked.`,
  tracked_changes: ({ count = 1 }) =>
    `${count === 1 ? 'One change was' : `${count} changes were`} tracked in this file; what was deleted can still be read on its pages.`,
  attached_files: ({ count = 1 }) =>
    `${count} more ${count === 1 ? 'file is' : 'files are'} hidden inside this file. Download the original to see them.`,
  hidden_text: ({ page, count = 0 }) =>
    page === undefined
      ? 'Text that can be copied out of this file but is not seen on its pages is held back.'
      : `${count === 1 ? 'One letter' : `${count} letters`} on page ${page} can be copied out of this file but ${count === 1 ? 'is' : 'are'} not seen on the page; ${count === 1 ? 'it is' : 'they are'} held back.`,
  cut_short: ({ count = 0 }) => `Reading stopped after page ${count}. What comes after it is only in the original.`,
  stopped: ({ count = 0 }) => `Reading it again failed; the ${count} pages read before are kept.`,
  cancelled: ({ count = 0 }) =>
    `Somebody stopped the reading; the ${count === 1 ? 'page read before is' : `${count} pages read before are`} kept.`,
  no_date: () => 'This mail has no date.',
  no_from: () => 'This mail does not say who sent it.',
  headers_cut: () => 'The head of this mail is unusually long; part of it was left out.',
  body_cut: () => 'This mail is unusually long; the end of it is only in the original.',
  parts_unreadable: ({ count = 1 }) => `${count} ${count === 1 ? 'part' : 'parts'} of this mail could not be read.`,
  entries_locked: ({ count = 1 }) =>
    `${count} ${count === 1 ? 'file' : 'files'} in it ${count === 1 ? 'is' : 'are'} locked with a password. With the password ${count === 1 ? 'it is' : 'they are'} taken out too.`,
  entries_refused: ({ count = 1 }) =>
    `The password does not open ${count === 1 ? 'a file' : `${count} files`} in it. What else is in it was taken out.`,
  entries_lost: ({ count = 1 }) =>
    `${count} ${count === 1 ? 'file' : 'files'} in it could not be taken out; its pages say which, and why.`,
  entries_flawed: ({ count = 1 }) =>
    `${count} ${count === 1 ? 'file' : 'files'} in it ${count === 1 ? 'does' : 'do'} not match the checksum beside ${count === 1 ? 'it' : 'them'} and may be damaged; its pages say which.`,
  pack_entries: () => 'There are more files in it than are taken out; the rest is only in the original.',
  pack_bytes: () => 'Taking out stopped at 4 GiB; the rest is only in the original.',
  pack_ratio: () => 'Taking out stopped, for it swells beyond all reason; the rest is only in the original.',
  pack_damaged: () => 'It is damaged towards its end; what could be taken out is kept.',
  pack_cut: () => 'Taking out what is in it broke off; what came out before is kept.',
  pack_too_deep: () => 'It lies inside three other archives and was not opened. Read it again to open it.',
  mail_cut: () => 'This mail is shorter than it says; the end of it is missing from the file.',
  attachments_cut: () => 'This mail has more attachments than are kept; the others are in the original.',
  addresses_cut: () => 'This mail has more addressees than are shown.',
  empty_attachments: ({ count = 1 }) =>
    `${count} empty ${count === 1 ? 'attachment was' : 'attachments were'} left out.`,
}

/** Is there something in it that a password would open? */
export const isLockedInPart = (warnings: readonly Warning[]): boolean =>
  warnings.some(({ code }) => code === 'entries_locked' || code === 'entries_refused')

/** With one of these, pages without text have not been read off their pictures. */
const notYet = ['reading_pictures', 'ocr_stopped', 'no_language', 'cancelled', 'stopped', 'cut_short']

/** What of it a search cannot reach, as a sentence with a blank before it; '' where it reaches everything. */
export function unsearchedInWords({ status, warnings }: { status: string; warnings: readonly Warning[] }): string {
  const many = (of: readonly string[]) =>
    warnings.filter(({ code }) => of.includes(code)).reduce((sum, { count = 1 }) => sum + count, 0)
  const pages = (n: number, verb: readonly [one: string, more: string]) =>
    n === 1 ? `One page ${verb[0]}` : `${n} pages ${verb[1]}`
  const textless = many(['no_text'])
  const unread = many(['picture_unread', 'ocr_stopped']) + (isUnread(warnings) ? textless : 0)
  if (status === 'processing') {
    const waiting = many(['reading_pictures'])
    return waiting > 0 ? ` ${pages(waiting, ['is', 'are'])} still being read: what stands there is not found yet.` : ''
  }
  if (unread > 0) return ` ${pages(unread, ['was', 'were'])} not read and cannot be found.`
  return textless > 0 ? ` ${pages(textless, ['has', 'have'])} no words on ${textless === 1 ? 'it' : 'them'}.` : ''
}

const isUnread = (warnings: readonly Warning[]) => warnings.some(({ code }) => notYet.includes(code))

/** What to say on a page that has no words. */
export const wordlessInWords = ({ status, warnings }: { status: string; warnings: readonly Warning[] }): string =>
  status === 'processing' || isUnread(warnings)
    ? 'No text yet: this page can be seen, but not searched or quoted.'
    : 'No words were found on this page: it can be seen, but not searched or quoted.'

/** A warning in words for a reader; pages without text come together, as one sentence. */
export function warningsInWords(warnings: readonly Warning[]): string[] {
  const textless = warnings.filter((w) => w.code === 'no_text').flatMap((w) => w.page ?? [])
  const others = warnings.filter((w) => w.code !== 'no_text')
  const said = others.map((w) => sentences[w.code]?.(w) ?? 'Something about this file is unusual.')
  if (textless.length === 0) return said
  const one = textless.length === 1
  const unread = isUnread(warnings)
  const which = `${one ? 'page' : 'pages'} ${pageRanges(textless)}`
  return [
    unread
      ? `${which.replace('p', 'P')} ${one ? 'has' : 'have'} no text yet: ${one ? 'it is a picture' : 'they are pictures'}.`
      : `There is nothing to read on ${which}.`,
    ...said,
  ]
}

/** [1, 2, 3, 7] → '1–3, 7'. */
export function pageRanges(pages: readonly number[]): string {
  const sorted = [...new Set(pages)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const page of sorted) {
    const last = runs.at(-1)
    if (last && last[1] === page - 1) last[1] = page
    else runs.push([page, page])
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a}, ${b}` : `${a}–${b}`)).join(', ')
}
