import { answerAuth } from '#lib/auth'
import type { World } from '#lib/world'

/** As much of a browser as signing in needs: it keeps cookies, host by host, and follows no redirect by itself. */
export class Jar {
  private readonly kept = new Map<string, Map<string, string>>()

  header(url: URL): string {
    return [...(this.kept.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }
  get(url: string, name: string) {
    return this.kept.get(new URL(url).host)?.get(name)
  }
  set(url: string, name: string, value: string) {
    const { host } = new URL(url)
    this.kept.set(host, (this.kept.get(host) ?? new Map()).set(name, value))
  }
  take(url: URL, response: Response) {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line) || value === '') this.kept.get(url.host)?.delete(name)
      else this.set(url.href, name, value)
    }
  }
}

/** Asks /api/auth/… of a world as a browser would, without Next in between. */
export async function askAuth(
  world: World,
  jar: Jar,
  path: string,
  form?: Record<string, string>,
  address = '192.0.2.7',
) {
  const url = new URL(path, world.env.appUrl)
  const headers: Record<string, string> = {
    cookie: jar.header(url),
    'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
  }
  const body = form ? new URLSearchParams(form).toString() : null
  if (form) headers['content-type'] = 'application/x-www-form-urlencoded'
  const response = await answerAuth(world, new Request(url, { method: form ? 'POST' : 'GET', headers, body }), address)
  jar.take(url, response)
  return response
}

/** Types e-mail address and password into the sign-in form. @returns the error word, or null when signed in. */
export async function typeIn(
  world: World,
  jar: Jar,
  given: { email: string; password: string; code?: string; next?: string },
) {
  const { csrfToken } = (await (await askAuth(world, jar, '/api/auth/csrf')).json()) as { csrfToken: string }
  const { next = '/', ...rest } = given
  const form = { csrfToken, json: 'true', callbackUrl: next, ...rest }
  const response = await askAuth(world, jar, '/api/auth/callback/credentials', form)
  const { url } = (await response.json()) as { url: string }
  return { error: new URL(url).searchParams.get('error'), url, response }
}
