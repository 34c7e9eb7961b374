import { type Html, html } from '#lib/domain/html'
import type { SharedPage } from '#lib/services/shares/open-share'
import { textOn } from '../../exhibits/sheet-of'

/** A page as it may leave: its picture, the name of its recipient over that, and its own words above both. */
export function sharedSheet(id: string, sheet: SharedPage, recipient: string | null, packet: boolean): Html {
  const { n, width, height } = sheet
  const place = `${sheet.number} · page ${sheet.page} of ${sheet.of}`
  return html`<figure id="p-${n}"><div class="sheet"><img src="/s/${id}/pages/${n}" width="${Math.round(width * 2)}" height="${Math.round(height * 2)}" alt="" loading="${n > 2 ? 'lazy' : 'eager'}"><svg viewBox="0 0 ${width} ${height}" role="group" aria-label="Text of page ${n}">${recipient && watermark(n, recipient, width, height)}${textOn(sheet)}</svg></div>
<figcaption><span>${packet && `P-${n} · `}${place}</span>${recipient && html`<span>Prepared for ${recipient}</span>`}</figcaption></figure>
`
}

/** The name again and again, slanting, so that no part of a page can be shown without it; what is black stays black under it. */
function watermark(n: number, name: string, width: number, height: number): Html {
  const size = 16
  const step = Math.max(150, name.length * size * 0.62 + 50)
  const said = (x: number, y: number) => html`<text x="${x}" y="${y}" font-size="${size}">${name}</text>`
  return html`<g class="mark" aria-hidden="true"><defs><pattern id="mark-${n}" width="${step}" height="110" patternUnits="userSpaceOnUse" patternTransform="rotate(-28)">${said(10, 40)}${said(10 - step / 2, 95)}${said(10 + step / 2, 95)}</pattern></defs><rect width="${width}" height="${height}" fill="url(#mark-${n})"/></g>`
}
