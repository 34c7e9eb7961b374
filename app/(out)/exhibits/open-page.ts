import { type Html, html, json } from '#lib/domain/html'
import { printRanges } from '#lib/domain/page-ranges'
import type { OpenExhibit, OpenNote, OpenSheet } from '#lib/services/exhibits/open-exhibit'
import { pictureOf, sheetOf } from './sheet-of.ts'

const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
export const dayOf = (at: Date | string) => long.format(new Date(at))
const iso = (at: Date) => at.toISOString().slice(0, 10)

/** The page of a published exhibit, as everybody reads it. */
export function openPage(exhibit: OpenExhibit): Html {
  const { facts, publishedAt, updatedAt, title } = exhibit
  return html`<header class="mast"><div><b>${exhibit.newsroom}</b><span class="small">Source document</span></div></header>
<main>
<p class="paper small">${facts.number}, ${title}. ${exhibit.url}</p>
<p class="kicker">${facts.demonstration && html`<span class="tag">Demonstration exhibit</span>`}<span>${facts.number}</span><span>Published <time datetime="${iso(publishedAt)}">${dayOf(publishedAt)}</time></span>${
    updatedAt > publishedAt && html`<span>Updated <time datetime="${iso(updatedAt)}">${dayOf(updatedAt)}</time></span>`
  }</p>
<div class="top"><div>
<h1>${title}</h1>
${exhibit.summary && html`<p class="dek">${exhibit.summary}</p>`}
${exhibit.updates.map(
  ({ at, text, correction }, i) =>
    html`<div class="note-up" id="update-${i + 1}"><b>${correction ? 'Correction' : 'Update'}, ${dayOf(at)}.</b> ${text}</div>`,
)}
${exhibit.about && html`<h2>What this shows</h2><p class="about">${exhibit.about}</p>`}
<p class="btns">${exhibit.download && html`<a class="btn pri" href="/exhibits/${exhibit.slug}/pdf">Download PDF</a>`}<a class="btn" href="#cite">Cite</a><a class="btn" href="#embed">Embed</a>${exhibit.contact && html`<a class="btn" href="${letterTo(exhibit.contact, exhibit)}">Report a problem</a>`}</p>
</div>
${factsOf(exhibit)}
</div>
<section class="pages" aria-label="Pages">${exhibit.sheets.map((sheet, i) => rowOf(exhibit, sheet, i === 0))}</section>
${howWeGotThis(exhibit)}
<section class="sec" id="report"><h2>Checked before publishing</h2><ul class="checks">${exhibit.checks.map(
    ({ label, detail }) =>
      html`<li><span class="tick" aria-hidden="true">✓</span><span>${label}: ${detail}</span></li>`,
  )}<li><span class="tick" aria-hidden="true">✓</span><span>Approved by a second person</span></li></ul>
<p class="small">Made with ${exhibit.report.builtWith}; checked with ${exhibit.report.verifiedWith} on ${dayOf(exhibit.report.verifiedAt)}.</p></section>
<section class="sec" id="cite"><h2>Cite</h2><p>${citation(exhibit)} <a href="${exhibit.url}">${exhibit.url}</a></p></section>
<section class="sec" id="embed"><h2>Embed</h2><p>The whole exhibit; with ?p=1 a page of it, with ?note=1 the place a note is about. The frame tells its page how high it is in a message: {"unsealed": "height", "height": 640}.</p>
<pre>${frameOf(exhibit)}</pre></section>
</main>
<footer><div>${exhibit.credit ?? `Published by ${exhibit.newsroom}.`} Black boxes were put in before publishing; the words under them are not in this page or its files.${exhibit.contact && html` Something is wrong, or should not be here? <a href="${letterTo(exhibit.contact, exhibit)}">Write to ${exhibit.contact}</a>.`}</div></footer>`
}

/** A letter that is begun: what is wrong, and with which version of what. */
function letterTo(contact: string, { facts, title, version, url }: OpenExhibit): string {
  const subject = `Problem with ${facts.number}: ${title}`
  const body = `What is wrong, and on which page?\n\n\n${url} (version ${version})`
  return `mailto:${encodeURIComponent(contact).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`
}

const frameOf = ({ url, title }: OpenExhibit) =>
  `<iframe src="${url}/embed" title="${title.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" width="100%" height="640" loading="lazy"></iframe>`

function factsOf(exhibit: OpenExhibit): Html {
  const { facts, sourcePages, updatedAt, publishedAt } = exhibit
  const redactions = facts.reasons.reduce((sum, { count }) => sum + count, 0)
  const reasons = facts.reasons.map(({ reason, count }) => `${reason} ${count}`).join(', ')
  const row = (name: string, value: Html | string | null) =>
    html`<tr><th scope="row">${name}</th><td>${value ?? html`<span class="muted">not stated</span>`}</td></tr>`
  const all = sourcePages.length === facts.pages
  return html`<table><caption>Facts</caption><tbody>
${row('Agency', facts.agency && [facts.agency, facts.place].filter(Boolean).join(', '))}${row('Law', facts.law)}${row('Requested', facts.requestedOn && dayOf(facts.requestedOn))}${row('Received', facts.receivedOn && dayOf(facts.receivedOn))}
${row('Pages', `${sourcePages.length} of ${facts.pages} shown here${all ? '' : ` (${printRanges(sourcePages)})`}`)}
${row('Redacted', redactions === 0 ? 'nothing' : `${redactions} ${redactions === 1 ? 'passage' : 'passages'}: ${reasons}`)}
${row('Published', dayOf(publishedAt))}${updatedAt > publishedAt && row('Updated', dayOf(updatedAt))}
${row('SHA-256', html`<code>${exhibit.sha256.replace(/.{4}(?=.)/g, '$& ')}</code>`)}
</tbody></table>`
}

function rowOf(exhibit: OpenExhibit, sheet: OpenSheet, eager: boolean): Html {
  const { page, sourcePage } = sheet
  const notes = exhibit.notes.filter((note) => note.page === page)
  const boxes = sheet.taken.length > 0
  return html`<div class="row"><figure id="p${page}"><figcaption><a href="#p${page}">Page ${page}</a>${
    sourcePage !== page && html`<span>page ${sourcePage} of the record</span>`
  }${boxes && html`<span class="end">Black boxes: removed before publishing</span>`}</figcaption>
${sheetOf(exhibit, sheet, notes, eager)}</figure>
${notes.length > 0 && html`<ol class="callouts" aria-label="Notes on page ${page}">${notes.map(noteOf)}</ol>`}</div>`
}

export const noteOf = ({ number, title, text }: OpenNote): Html =>
  html`<li id="note-${number}"><a href="#note-${number}" aria-label="Note ${number}">${number}</a><span>${title && html`<b>${title}</b> `}${text}</span></li>`

function howWeGotThis({ facts, publishedAt, updates }: OpenExhibit): Html {
  const what = facts.agency ? `to ${facts.agency}` : 'to the agency'
  const steps = [
    ...(facts.requestedOn ? [{ day: facts.requestedOn, said: `A public-records request is filed ${what}.` }] : []),
    ...(facts.receivedOn ? [{ day: facts.receivedOn, said: 'The record is received.' }] : []),
    { day: iso(publishedAt), said: 'The exhibit is checked, approved and published.' },
    ...updates.map(({ at, correction }) => ({
      day: iso(at),
      said: correction ? 'A correction is noted.' : 'An update is noted.',
    })),
  ].sort((a, b) => a.day.localeCompare(b.day))
  return html`<section class="sec" id="origin"><h2>How we got this</h2>${
    facts.law && html`<p>Under ${facts.law}.</p>`
  }<ol class="tl">${steps.map(({ day, said }) => html`<li><time datetime="${day}">${dayOf(day)}</time><span>${said}</span></li>`)}</ol></section>`
}

const citation = ({ title, newsroom, facts, publishedAt, version }: OpenExhibit) =>
  `${title}. ${newsroom}, exhibit ${facts.number}, version ${version}, published ${dayOf(publishedAt)}.`

/** What the head says to search engines, to sites that link here and to those that embed. */
export function headOf(exhibit: OpenExhibit): Html {
  const { url, title, newsroom, facts, sha256 } = exhibit
  const about = exhibit.summary ?? `Source document ${facts.number}, published by ${newsroom}.`
  const image = `${new URL(url).origin}${pictureOf(exhibit, 1)}`
  const oembed = `${new URL(url).origin}/api/oembed?format=json&url=${encodeURIComponent(url)}`
  const [sheet] = exhibit.sheets
  const linked = {
    '@context': 'https://schema.org',
    '@type': 'DigitalDocument',
    name: title,
    identifier: facts.number,
    url,
    description: about,
    datePublished: exhibit.publishedAt.toISOString(),
    dateModified: exhibit.updatedAt.toISOString(),
    version: exhibit.version,
    publisher: { '@type': 'NewsMediaOrganization', name: newsroom },
    ...(exhibit.download
      ? { encoding: { '@type': 'MediaObject', encodingFormat: 'application/pdf', contentUrl: `${url}/pdf`, sha256 } }
      : {}),
  }
  return html`<meta name="description" content="${about}">
<meta name="robots" content="index, follow">
<link rel="canonical" href="${url}">
<link rel="alternate" type="application/json+oembed" href="${oembed}" title="${title}">
<meta property="og:type" content="article"><meta property="og:title" content="${title}"><meta property="og:description" content="${about}">
<meta property="og:url" content="${url}"><meta property="og:site_name" content="${newsroom}"><meta property="og:image" content="${image}">
${sheet && html`<meta property="og:image:alt" content="Page 1 of ${facts.number}">`}<meta name="twitter:card" content="summary_large_image">
<script type="application/ld+json">${json(linked)}</script>`
}
