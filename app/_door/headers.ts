/** What every answer of ours carries. */
const always = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' }

/** One year; browsers heed it over https only. */
const https = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

const off = [
  'camera',
  'microphone',
  'geolocation',
  'payment',
  'usb',
  'serial',
  'hid',
  'midi',
  'magnetometer',
  'gyroscope',
  'accelerometer',
  'display-capture',
  'browsing-topics',
  'publickey-credentials-get',
]
const permissions = `${off.map((feature) => `${feature}=()`).join(', ')}, clipboard-write=(self), fullscreen=(self)`

/** Only scripts that carry this page's nonce run. React needs eval while it is developed, and only then. */
export function contentPolicy(nonce: string, developing: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${developing ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A page: never kept by a cache, never framed, nothing of its address told to others. */
export function pageHeaders(policy: string): Record<string, string> {
  return {
    ...always,
    ...https,
    'content-security-policy': policy,
    'cache-control': 'private, no-store',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': permissions,
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
  }
}

/**
 * What is published: read by everybody, without a script and without a cookie. `framed`: other sites may show it in a
 * frame; then one script runs, which says how high it is.
 */
export function openHeaders(nonce: string, { framed = false } = {}): Record<string, string> {
  const policy = [
    "default-src 'none'",
    ...(framed ? [`script-src 'nonce-${nonce}'`] : []),
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framed ? '*' : "'none'"}`,
  ].join('; ')
  const own: Record<string, string> = framed
    ? { 'cross-origin-resource-policy': 'cross-origin', 'x-robots-tag': 'noindex' }
    : { 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'DENY' }
  return {
    ...always,
    ...https,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-cache',
    'permissions-policy': permissions,
    'referrer-policy': 'strict-origin-when-cross-origin',
    ...own,
  }
}

/** What a link leads to: kept by nobody, framed by nobody, found by nobody, and no other site learns of its address. */
export function linkHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return {
    ...pageHeaders(policy),
    ...linkOnly,
    'content-type': 'text/html; charset=utf-8',
  }
}

/** What every answer of a link carries besides. */
export const linkOnly = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' }

/** A picture that is published: kept for ever under the hash of what it belongs to, else not at all. */
export const pictureHeaders = (kept: boolean): Record<string, string> => ({
  ...fileHeaders({ name: 'page', mediaType: 'image/png', inline: true }),
  'cross-origin-resource-policy': 'cross-origin', // also where its page is shown in a frame without an origin
  'cache-control': kept ? 'public, max-age=31536000, immutable' : 'no-store',
})

/** JSON: nothing is cached, nothing is framed, nothing is guessed. */
export const jsonHeaders: Record<string, string> = {
  ...always,
  ...https,
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

const shown = new Set(['image/webp', 'image/jpeg', 'image/png'])
const named = new Set([
  ...shown,
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/json',
  'application/zip',
  'message/rfc822',
])

/**
 * A file. `inline` is for page images that our own code made; everything else is a download that no browser runs or
 * guesses at. `name` may hold anything: what does not fit into a header is left out or escaped (RFC 6266).
 */
export function fileHeaders(file: {
  name: string
  mediaType: string
  bytes?: number
  inline?: boolean
}): Record<string, string> {
  const { mediaType } = file
  const inline = file.inline === true && shown.has(mediaType)
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%/]/g, '_').slice(0, 150) || 'file'
  const exact = encodeURIComponent(file.name.toWellFormed().slice(0, 200)).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return {
    ...always,
    ...https,
    'content-type': named.has(mediaType) ? mediaType : 'application/octet-stream',
    'content-disposition': inline ? 'inline' : `attachment; filename="${plain}"; filename*=UTF-8''${exact}`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    ...(file.bytes === undefined ? {} : { 'content-length': String(file.bytes) }),
  }
}
