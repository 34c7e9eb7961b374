import { Refusal } from '#lib/domain/refusal'

/**
 * A change that comes with a cookie is taken only from our own pages. The browser says so itself (Sec-Fetch-Site);
 * where it does not, Origin must be our address, or on one's own machine the host that was asked.
 * Next lets a missing Origin pass, so this check is ours. Refuses forbidden.
 */
export function refuseForeignOrigin(headers: Headers, appUrl: string): void {
  const site = headers.get('sec-fetch-site')
  const own = site === null ? isOwn(headers.get('origin'), headers.get('host'), appUrl) : site === 'same-origin'
  if (!own) throw new Refusal('forbidden', 'This did not come from a page of ours, so nothing was changed.')
}

function isOwn(origin: string | null, host: string | null, appUrl: string): boolean {
  if (origin === null || origin === 'null') return false
  if (origin === new URL(appUrl).origin) return true
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host ?? '') && origin === `http://${host}`
}
