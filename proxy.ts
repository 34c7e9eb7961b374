import { type NextRequest, NextResponse } from 'next/server'
import { contentPolicy, pageHeaders } from './app/_door/headers'

/**
 * Headers of HTML pages and nothing else: no decision about who may see what is made here. It must never match a
 * route that takes a body or gives a file, because Next cuts bodies at 10 MB wherever a proxy matches.
 */
export function proxy(request: NextRequest) {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = contentPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy) // Next takes the nonce for its own scripts from here
  headers.set('x-unsealed-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(pageHeaders(policy))) response.headers.set(name, value)
  return response
}

/** What is published or shared has headers of its own, without a nonce that Next would put scripts under. */
export const config = {
  matcher: ['/((?!api/|api$|_next/|uploads/|feeds/|s/|exhibits/[^/]+(?:/embed|/pdf|/pages/[^/]+)?$|.*\\.[^/]+$).*)'],
}
