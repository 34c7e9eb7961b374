const name = /\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}\.)?(?:\s+\p{Lu}[\p{L}'’-]+){1,2}/gu

/** What looks like the name of a person in these texts, each once; somebody looks through them. At most 50. */
export const namesIn = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => text.slice(0, 5000).match(name) ?? []))].slice(0, 50)
