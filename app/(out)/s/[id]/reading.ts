import { html } from '#lib/domain/html'
import type { OpenedShare } from '#lib/domain/share'
import type { SharedPage } from '#lib/services/shares/open-share'
import { linkDocument } from './link-document'
import { sharedSheet } from './shared-sheet'

/** How many pages stand on one page of the reading. */
export const atOnce = 20

/** What a link leads to, read without a script: what is in it, its pages one below the other, its file. */
export function reading(id: string, share: OpenedShare, pages: readonly SharedPage[]): Response {
  const packet = share.exhibits.length > 1
  const title = packet ? `Packet of ${share.exhibits.length} exhibits` : share.exhibit.title
  const to = (n: number) => `/s/${id}${n > 1 ? `?from=${n}` : ''}`
  const [first, last] = [pages[0]?.n ?? 1, pages.at(-1)?.n ?? 0]
  const body = html`<main class="read"><header><p class="brand">Unsealed</p><h1>${title}</h1>
<p class="muted">${share.recipient && html`Prepared for ${share.recipient}. `}${share.pages} ${share.pages === 1 ? 'page' : 'pages'}. You can read until <time id="until" datetime="${share.until}">${share.until.slice(11, 16)} UTC</time>, then open the link again.</p>
<p class="btns">${fileOf(id, share)}</p></header>
${contents(share, packet, (n) => `${to(startOf(n))}#p-${n}`)}
${pages.map((page) => sharedSheet(id, page, share.recipient, packet))}
${share.pages > atOnce && pager(`Pages ${first}–${last} of ${share.pages}`, first > 1 ? to(Math.max(1, first - atOnce)) : null, last > 0 && last < share.pages ? to(last + 1) : null)}
</main>`
  return linkDocument({ title: 'Shared with you', body, script })
}

function fileOf(id: string, { built, failed }: OpenedShare) {
  if (built) return html`<a class="btn pri" href="/s/${id}/pdf" download>Download PDF</a>`
  if (failed)
    return html`<span class="muted">Its PDF could not be made. Its pages can be read here; whoever sent you the link can have it made again.</span>`
  return html`<span class="muted">Its PDF is being made. Load this page again in a minute.</span>`
}

const startOf = (n: number) => Math.floor((n - 1) / atOnce) * atOnce + 1

/** What there is, from which page on, and by which hash its own file is known. */
function contents({ exhibits }: OpenedShare, packet: boolean, to: (n: number) => string) {
  const starts = exhibits.map((_, i) => 1 + exhibits.slice(0, i).reduce((sum, { pages }) => sum + pages, 0))
  const rows = exhibits.map(({ number, version, title, pages, sha256 }, i) => {
    const first = starts[i] ?? 1
    const range = pages === 1 ? `P-${first}` : `P-${first} to P-${first + pages - 1}`
    return html`<li>${packet && html`<a href="${to(first)}">${title}</a>`}<span class="muted">${packet && `${range} · `}${number}, version ${version}, ${pages} ${pages === 1 ? 'page' : 'pages'}</span><span class="muted">SHA-256 <code>${sha256}</code></span></li>`
  })
  return html`<ol class="parts" aria-label="What this link leads to">${rows}</ol>`
}

const pager = (summary: string, before: string | null, after: string | null) =>
  html`<nav class="pager" aria-label="Pages">${before && html`<a class="btn" href="${before}" rel="prev">Earlier pages</a>`}<span class="small">${summary}</span>${after && html`<a class="btn" href="${after}" rel="next">More pages</a>`}</nav>`

/** Opened again while the visit lasts, its code leaves the address here too; and the end of the visit in the reader’s own time. */
const script = `(() => {
const forget = () => { if (location.hash && !/^#p-\\d+$/.test(location.hash)) history.replaceState(null, '', location.pathname + location.search) }
addEventListener('hashchange', forget)
forget()
const until = document.getElementById('until')
until.textContent = new Date(until.dateTime).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
})()`
