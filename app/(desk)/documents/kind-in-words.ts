/** What a document is to the newsroom, as a word that begins a line; people may name kinds of their own. */
export const kindInWords = (kind: string) =>
  kind === 'email' ? 'E-mail' : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
