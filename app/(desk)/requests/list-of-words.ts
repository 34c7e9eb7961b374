/** What is typed with commas → a list; a list stays one. */
export const listOfWords = (typed: unknown): string[] =>
  (Array.isArray(typed) ? typed.map(String) : String(typed ?? '').split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '')
