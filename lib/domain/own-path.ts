/**
 * Where to go after signing in: a path of this site, or `/`. Whatever could lead a browser elsewhere, or to something
 * that is no page, is `/`: another origin in any spelling, a backslash, a control character, the API.
 */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2000) return '/'
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return '/'
  try {
    const home = 'http://home.invalid'
    const url = new URL(next, home)
    if (url.origin !== home || url.pathname.startsWith('//') || /^\/(api|_next|sign-in|setup)(\/|$)/.test(url.pathname))
      return '/'
    return `${url.pathname}${url.search}${url.hash}`
  } catch {
    return '/'
  }
}
