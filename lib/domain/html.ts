/** Text that is HTML already. Only html`` makes it, so whatever else meets a page is escaped. */
export class Html {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString() {
    return this.#text
  }
}
type Value = Html | string | number | false | null | undefined | readonly Value[]

/** html`<p>${words}</p>`: every value is escaped, for elements and for quoted attributes; lists are joined. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Html(parts.map((part, i) => (i === 0 ? part : print(values[i - 1]) + part)).join(''))

/** An object for <script type="application/ld+json">, where nothing ends the element. */
export const json = (value: unknown): Html =>
  new Html(
    JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )

function print(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.toString()
  if (typeof value === 'object') return value.map(print).join('')
  return String(value).replace(/[&<>"']/g, (c) => escapes[c] ?? c)
}
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
