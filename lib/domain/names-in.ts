const name = /\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}\.)?(?:\s+\p{Lu}[\p{L}'’-]+){1,2}/gu

/** What looks like the name of a person in these texts, each once; somebody looks through them. At most 50. */
export const namesIn = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => text.slice(0, 5000).match(name) ?? []))].slice(0, 50)

/**
 * `Casey Placeholder <casey@town.example>` → the name alone; `"Placeholder, Casey" <…>` → as people write it, and as it
 * stands there; none where there is only an address.
 */
export function namesOfMailbox(mailbox: string): string[] {
  const shown = mailbox
    .replace(/<[^>]*>|\([^)]*\)/g, ' ')
    .replace(/["“”]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
  if (shown === '' || shown.includes('@')) return []
  const [last, first, ...more] = shown.split(/\s*,\s*/)
  return last && first && more.length === 0 ? [`${first} ${last}`, `${last}, ${first}`] : [shown]
}

/** Names that the record holds about a document, by where they stand. */
export type NamesAbout = { findings: string[]; notes: string[]; mails: string[] }
