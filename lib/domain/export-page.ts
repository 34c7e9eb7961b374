import { Html, html } from '#lib/domain/html'

/** A link that works from a folder on a disk: relative, each part of it escaped. `place` follows the #. */
export const linkTo = (path: string, words: string, place = ''): Html =>
  html`<a href="${path.split('/').map(encodeURIComponent).join('/')}${place}">${words}</a>`

const sheet = `
:root{color-scheme:light dark;--ink:light-dark(#1b1a17,#eceae4);--muted:light-dark(#57534a,#b3afa5);--rule:light-dark(#e3e0d9,#302e2a);--accent:light-dark(#1f4e8c,#8db8f0);--serif:"Iowan Old Style",Palatino,"Palatino Linotype",P052,Georgia,serif;--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,system-ui,sans-serif}
*{box-sizing:border-box}
html{background:light-dark(#fff,#141412);text-size-adjust:100%}
body{max-width:64rem;margin:0 auto;padding:2.5rem 1.25rem 4rem;color:var(--ink);font:1rem/1.625rem var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
h1,h2{font-family:var(--serif);font-weight:400;line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:clamp(1.75rem,5vw,2.5rem)}
h2{font-size:1.5rem;margin-top:3rem}
p{margin:.5rem 0 0;max-width:44rem}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.small,.lead{color:var(--muted)}
.small{font-size:.8125rem;line-height:1.25rem}
table{border-collapse:collapse;width:100%;margin-top:.75rem;font-size:.875rem;line-height:1.25rem}
th,td{text-align:left;vertical-align:top;padding:.5rem 1rem .5rem 0;border-bottom:1px solid var(--rule)}
th{font-weight:600;color:var(--muted);white-space:nowrap}
td:first-child{white-space:nowrap}
td code{overflow-wrap:anywhere}
code{font:.75rem/1.125rem ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;color:var(--muted)}
article{margin-top:1.5rem;max-width:44rem}
h3{margin:0;font-size:1rem;line-height:1.5rem}
blockquote{margin:.75rem 0 0;padding-left:1rem;border-left:3px solid var(--rule);font:1.0625rem/1.625rem var(--serif)}
blockquote .small{font-family:var(--sans)}
ul{margin:.75rem 0 0;padding-left:1.25rem}
@media (width<44rem){
thead{display:none}
table,tbody,tr{display:block}
tr{padding:.75rem 0;border-bottom:1px solid var(--rule)}
td{display:grid;grid-template-columns:6rem minmax(0,1fr);gap:.75rem;padding:.125rem 0;border:0}
td:empty{display:none}
td:first-child{white-space:normal}
td span,article{overflow-wrap:anywhere}
td::before{content:attr(data-label);color:var(--muted)}
}
@media print{:root{color-scheme:light}body{padding:0;font-size:10pt;line-height:14pt}h2{break-after:avoid}tr,article{break-inside:avoid}}
`

/** The beginning of index.html: no script, nothing from elsewhere. Sections follow, then `pageEnd`. */
export const pageHead = (title: string, lines: readonly string[]): Html => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><title>${title}</title><style>${new Html(sheet)}</style></head>
<body><main><h1>${title}</h1>${lines.map((line) => html`<p class="lead">${line}</p>`)}
`
export const pageEnd = html`</main></body></html>
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
    if (!any)
      yield String(
        html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>\n`,
      )
    any = true
    yield String(html`<tr>${row.map((cell, i) => cellOf(cell, heads[i]))}</tr>\n`)
  }
  yield any ? '</tbody></table>\n' : String(html`<p>${none}</p>\n`)
}

/** The cell holds one element, so that its name and all of it stand beside one another on a phone. */
const cellOf = (cell: Html | string | number | null, head = '') =>
  cell === null || cell === '' ? html`<td></td>` : html`<td data-label="${head}"><span>${cell}</span></td>`

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
