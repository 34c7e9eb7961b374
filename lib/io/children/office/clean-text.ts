/** What no text of ours holds: control signs, soft hyphens, invisible joints, halves of letters. */
const unwanted = /(?![\t\n])[\p{Cs}\p{Cc}\u00ad\u200b\u2060\ufeff\ufffe\uffff]/gu

/** Any text of a file as we keep it: composed letters, lines ended by \n. */
export const cleanText = (text: string): string =>
  /^[ -~]*$/.test(text) ? text : text.replace(/\r\n?/g, '\n').replace(unwanted, '').normalize('NFC').toWellFormed()
