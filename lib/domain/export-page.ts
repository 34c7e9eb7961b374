import { type Html, html } from '#lib/domain/html'

/** A link that works from a folder on a disk: relative, each part of it escaped. `place` follows the #. */
export const linkTo = (path: string, words: string, place = ''): Html =>
  html`<a href="${path.split('/').map(encodeURIComponent).join('/')}${place}">${words}</a>`

const style = new Map([
  ['body', 'font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff'],
  ['h1,h2', 'line-height:1.2'],
  ['h2', 'margin:2.5rem 0 .5rem;border-bottom:1px solid #ccc;padding-bottom:.25rem'],
  ['table', 'border-collapse:collapse;width:100%;font:14px/1.4 system-ui,sans-serif'],
  ['th,td', 'text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #e5e5e5'],
  ['td,dd,p,li', 'overflow-wrap:anywhere'],
  ['article', 'margin:1.25rem 0'],
  ['h3', 'margin:0;font-size:1rem'],
  ['blockquote', 'margin:.5rem 0;padding-left:1rem;border-left:3px solid #8a1f2d'],
  ['.small', 'font:13px/1.4 system-ui,sans-serif;color:#555'],
  ['code', 'font-size:12px'],
])
const sheet = [...style].map(([what, how]) => `${what}{${how}}`).join('')

/** The beginning of index.html: no script, nothing from elsewhere. Sections follow, then `pageEnd`. */
export const pageHead = (title: string, lines: readonly string[]): Html => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><title>${title}</title><style>${raw(sheet)}</style></head>
<body><h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}
`
export const pageEnd = html`</body></html>
`

/** A table row by row, so that none is held whole; a section without rows says `none`. */
export async function* tableSection(
  title: string,
  heads: readonly string[],
  rows: AsyncIterable<readonly (Html | string | number | null)[]>,
  none: string,
): AsyncGenerator<string> {
  yield String(html`<h2>${title}</h2>\n`)
  let any = false
  for await (const row of rows) {
    if (!any) yield String(html`<table><thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>\n`)
    any = true
    yield String(html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)
  }
  yield any ? '</tbody></table>\n' : String(html`<p>${none}</p>\n`)
}

/** A finding with its passages, each with the link to its page. */
export const findingArticle = (finding: {
  number: string
  type: string | null
  status: string
  agency: string | null
  statement: string | null
  passages: readonly { quote: string; file: Html; role?: string }[]
}): Html => html`<article><h3>${[finding.number, finding.type].filter(Boolean).join(' · ')}</h3>
<p class="small">${[finding.status, finding.agency].filter(Boolean).join(' · ')}</p>
${finding.statement ? html`<p>${finding.statement}</p>` : ''}
${finding.passages.map(({ quote, file, role }) => html`<blockquote>${quote || '(marked on the page)'}<br><span class="small">${role ? `${role}: ` : ''}${file}</span></blockquote>`)}
</article>
`

/** Other files of the pack, each with what it is. */
export const filesSection = (files: readonly (readonly [string, string])[]): Html =>
  html`<h2>Other files</h2><ul>${files.map(([path, what]) => html`<li>${linkTo(path, path)}: ${what}</li>`)}</ul>
`

function raw(css: string): Html {
  return html([css] as unknown as TemplateStringsArray) // our own sheet: it holds nothing from outside
}
