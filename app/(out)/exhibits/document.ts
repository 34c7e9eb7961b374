import { Html, html } from '#lib/domain/html'
import { openHeaders } from '../../_door/headers.ts'
import { style } from './style.ts'

type Parts = {
  title: string
  head?: Html | false
  body: Html
  /** Of the <body>: what the style sheet goes by. */
  kind?: string
  status?: number
  framed?: boolean
  /** The only one that runs; in what is published only in a frame of another site. */
  script?: string
  headers?: Record<string, string>
  headersFor?: (nonce: string) => Record<string, string>
  css?: string
}

/**
 * A document of our own making, whole: no framework, so that it reads without a script and carries nothing but what is
 * written here, and so that what was withdrawn can answer 410.
 */
export function documentOf({
  title,
  head,
  body,
  kind = 'open',
  status = 200,
  framed,
  script,
  headers,
  headersFor = (nonce) => openHeaders(nonce, { framed: framed === true }),
  css = '',
}: Parts): Response {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${head ?? html`<meta name="robots" content="noindex">`}
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style nonce="${nonce}">${new Html(style + css)}</style>
</head>
<body class="${kind}">
${body}
${script ? html`<script nonce="${nonce}">${new Html(script)}</script>` : null}
</body>
</html>
`
  return new Response(page.toString(), {
    status,
    headers: { ...headersFor(nonce), ...headers },
  })
}

/** The one answer for what was never there and what is not published; and the one for what was withdrawn. */
export function lost(status: 404 | 410, said: string): Response {
  const title = status === 410 ? 'Withdrawn' : 'There is no exhibit at this address'
  const body = html`<main class="lost"><h1>${title}</h1>
<p>${status === 410 ? said : 'Nothing is published here, or the address was mistyped.'}</p></main>`
  return documentOf({ title, body, status, headers: { 'cache-control': 'no-store' } })
}

/** The same inside a frame of another site. */
export function lostInFrame(status: 404 | 410, said: string): Response {
  const body = html`<main class="lost"><p>${status === 410 ? said : 'There is no exhibit at this address.'}</p></main>`
  const headers = { 'cache-control': 'no-store' }
  return documentOf({ title: 'Exhibit', body, status, kind: 'framed', framed: true, headers })
}
