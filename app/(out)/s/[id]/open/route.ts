import { Refusal } from '#lib/domain/refusal'
import { openShareSchema } from '#lib/domain/share'
import { enterShare } from '#lib/services/shares/enter-share'
import { addressOf } from '../../../../_door/address.ts'
import { handler } from '../../../../_door/handler.ts'
import { shareCookie } from '../../../../_door/share-cookie.ts'

const mostBytes = 4096

/** The form of the landing page, for browsers without scripts: code and passcode → a cookie, and back to the page. */
export const POST = handler(async (house, actor, request) => {
  const [, , id = ''] = new URL(request.url).pathname.split('/')
  const back = (said?: string, cookie?: string) => {
    const headers = new Headers({ location: `/s/${encodeURIComponent(id)}${said ? `?said=${said}` : ''}` })
    headers.set('cache-control', 'private, no-store')
    headers.set('referrer-policy', 'no-referrer')
    if (cookie) headers.set('set-cookie', cookie)
    return new Response(null, { status: 303, headers })
  }
  const length = Number(request.headers.get('content-length') ?? 'NaN')
  if (!(length <= mostBytes)) return back('not_found')
  const form = new URLSearchParams(await request.text())
  const token = (form.get('token') ?? '').trim().replace(/^.*#/, '') // the whole link is a code too
  const passcode = form.get('passcode') || undefined
  const given = openShareSchema.safeParse({ token, ...(passcode ? { passcode } : {}) })
  if (!given.success) return back('not_found')
  try {
    const address = addressOf(request.headers, house.env.TRUSTED_PROXIES)
    const entered = await enterShare(house, actor, { ...given.data, id, address })
    return back(undefined, shareCookie(house, id, entered))
  } catch (error) {
    if (error instanceof Refusal) return back(error.code)
    throw error
  }
})
