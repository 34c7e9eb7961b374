import { html } from '#lib/domain/html'
import { notFound } from '#lib/domain/refusal'
import { type OpenExhibit, openExhibit } from '#lib/services/exhibits/open-exhibit'
import { anyone, outside } from '../../../../_door/outside'
import { documentOf, lostInFrame } from '../../document'
import { noteOf } from '../../open-page'
import { cropOf, sheetOf } from '../../sheet-of'

export const dynamic = 'force-dynamic'

/** Tells the page around the frame how high it is, now and whenever that changes; nothing else is said or asked. */
const tellHeight = `if(parent!==window){const say=()=>parent.postMessage({unsealed:'height',height:Math.ceil(document.documentElement.getBoundingClientRect().height)},'*');new ResizeObserver(say).observe(document.documentElement);addEventListener('load',say)}`

/** In a frame of another site: the whole exhibit, `?p=3` one page, `?note=2` the place that a note is about. */
export const GET = outside(async (house, { url, params: { slug = '' } }) => {
  const [p, n] = ['p', 'note'].map((name) => numberIn(url.searchParams.get(name)))
  const all = await openExhibit(house, anyone, { slug })
  const note = n === undefined ? undefined : all.notes.find(({ number }) => number === n)
  const page = note?.page ?? p
  const sheets = page === undefined ? all.sheets : all.sheets.filter((sheet) => sheet.page === page)
  if ((n !== undefined && !note) || sheets.length === 0) throw notFound('page')
  const place = note ? `#note-${note.number}` : page === undefined ? '' : `#p${page}`
  const [sheet] = sheets
  const inside =
    note && sheet && note.boxes.length > 0
      ? html`${cropOf(all, sheet, note)}${note.quote && html`<blockquote>“${note.quote}”</blockquote>`}<ol class="callouts">${noteOf(note)}</ol>`
      : sheets.map((each, i) => rowOf(all, each, i === 0))
  const body = html`<header><b>${all.newsroom}</b><h1>${all.facts.number} · ${all.title}</h1><a href="${all.url}${place}" target="_blank" rel="noopener">Open exhibit</a></header>
<main>${inside}<noscript><p class="small">This frame cannot fit its height without scripts; <a href="${all.url}" target="_blank" rel="noopener">open the exhibit</a> to see it whole.</p></noscript></main>`
  const head = html`<link rel="canonical" href="${all.url}">`
  return documentOf({
    title: `${all.title} · ${all.newsroom}`,
    head,
    body,
    kind: 'framed',
    framed: true,
    script: tellHeight,
  })
}, lostInFrame)

function rowOf(exhibit: OpenExhibit, sheet: OpenExhibit['sheets'][number], eager: boolean) {
  const notes = exhibit.notes.filter(({ page }) => page === sheet.page)
  return html`<figure id="p${sheet.page}">${sheetOf(exhibit, sheet, notes, eager)}</figure>
${notes.length > 0 && html`<ol class="callouts">${notes.map(noteOf)}</ol>`}`
}

/** undefined: not asked for; 0: no number, so nothing is found by it. */
const numberIn = (text: string | null) => (text === null ? undefined : /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0)
