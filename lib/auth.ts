import NextAuthModule, { type NextAuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { Answer, cookiesOf, readForm } from '#lib/auth-answer'
import type { Actor } from '#lib/domain/actions'
import { ownPath } from '#lib/domain/own-path'
import { signInSchema } from '#lib/domain/person'
import { Refusal } from '#lib/domain/refusal'
import { endSession } from '#lib/services/people/end-session'
import { readSession, type Session } from '#lib/services/people/read-session'
import { readToken } from '#lib/services/people/read-token'
import { absoluteMs, deviceMark, type From, signIn } from '#lib/services/people/sign-in'
import type { World } from '#lib/world'

export type { Session }

const anyone: Actor = { kind: 'anyone' }
const secure = (world: World) => world.env.appUrl.startsWith('https:')

/** `__Host-` binds the cookie to this host and to https; plain http (one's own machine) knows no such names. */
export const sessionCookie = (world: World) => `${secure(world) ? '__Host-' : ''}unsealed-session`
const deviceCookie = (world: World) => `${secure(world) ? '__Host-' : ''}unsealed-device`

/** The session cookie → who that is. The cookie is an envelope around a secret; the record decides, each time. */
export async function readCookie(world: World, value: string | undefined): Promise<Session | null> {
  const sid = await openEnvelope(world, value)
  return sid ? readSession(world, sid) : null
}

async function openEnvelope(world: World, value: string | undefined): Promise<string | null> {
  if (!value) return null
  try {
    const token = await decode({ token: value, secret: world.env.secrets.NEXTAUTH_SECRET })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null // forged, cut off, or sealed with an earlier secret
  }
}

/**
 * The one who calls the API: by token, else by the cookie of the screens, else nobody in particular.
 * Refuses unauthenticated where a token was sent that is none or dead: it must not fall back to the cookie.
 */
export async function readCaller(world: World, headers: Headers): Promise<Actor> {
  const sent = headers.get('authorization')
  if (sent !== null) {
    const actor = await readToken(world, /^Bearer\s+(\S+)$/i.exec(sent.trim())?.[1] ?? '')
    if (!actor)
      throw new Refusal(
        'unauthenticated',
        'This token does not work: it is mistyped, was revoked, or its user was disabled.',
      )
    return actor
  }
  const session = await readCookie(world, cookiesOf(headers)[sessionCookie(world)])
  return session?.actor ?? anyone
}

/** What next-auth answers at /api/auth/… ; only what signing in needs is there. */
export async function answerAuth(world: World, request: Request, address: string): Promise<Response> {
  const url = new URL(request.url)
  const [action = '', provider] = url.pathname.split('/').slice(3)
  const call = `${request.method} ${action}`
  if (call === 'POST signout') return signOut(world, request)
  const offered = ['GET csrf', 'GET error', 'GET signin', 'POST signin', 'GET callback', 'POST callback'].includes(call)
  if (!offered || (request.method === 'GET' && provider === 'credentials')) return new Response(null, { status: 404 })
  const cookies = cookiesOf(request.headers)
  for (const name of Object.keys(cookies)) // where to go back to, kept by next-auth; a planted one would stop it
    if (name.endsWith('callback-url') && !cookies[name]?.startsWith(`${world.env.appUrl}/`)) delete cookies[name]
  const from: From = {
    address,
    userAgent: request.headers.get('user-agent') ?? '',
    known: cookies[deviceCookie(world)] ?? null,
  }
  process.env.NEXTAUTH_URL = world.env.appUrl // next-auth reads it there: our own address, never the Host header
  const body = request.method === 'POST' ? await readForm(request) : {}
  if ('callbackUrl' in body) body.callbackUrl = ownPath(body.callbackUrl)
  const query: Record<string, string> = Object.fromEntries(url.searchParams)
  if ('callbackUrl' in query) query.callbackUrl = ownPath(query.callbackUrl)
  const answer = new Answer()
  const nextauth = provider ? [action, provider] : [action]
  const req = {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    cookies,
    body,
    query: { ...query, nextauth },
  }
  // biome-ignore lint/suspicious/noExplicitAny: next-auth is typed for Next's pages handlers; it uses no more than this
  await NextAuth(req as any, answer as any, authOptions(world, from, answer))
  return answer.response()
}

/** Ends the row, clears the cookie, and makes the browser forget pages it kept. A full page load follows. */
async function signOut(world: World, request: Request): Promise<Response> {
  const session = await readCookie(world, cookiesOf(request.headers)[sessionCookie(world)])
  if (session) {
    await endSession(world, session.actor, { which: 'this' }).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'not_found') throw error // ended twice is ended
    })
  }
  const headers = new Headers({
    location: '/sign-in',
    'clear-site-data': '"cache", "storage"',
    'cache-control': 'no-store',
  })
  headers.append('set-cookie', cookieLine(world, sessionCookie(world), '', 0))
  return new Response(null, { status: 303, headers })
}

function authOptions(world: World, from: From, answer: Answer): NextAuthOptions {
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: secure(world) }
  const remember = (email: string) =>
    answer.cookie(cookieLine(world, deviceCookie(world), deviceMark(world, email), 180 * 86_400))
  return {
    secret: world.env.secrets.NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: absoluteMs / 1000 },
    useSecureCookies: secure(world),
    cookies: { sessionToken: { name: sessionCookie(world), options } },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    logger: { error() {}, warn() {}, debug() {} }, // it would log addresses; what matters is in the audit
    providers: [
      {
        id: 'credentials',
        name: 'E-mail address and password',
        type: 'credentials',
        credentials: {},
        authorize: async (given) => {
          const input = signInSchema.safeParse(pick(given, ['email', 'password', 'code']))
          if (!input.success) throw new Error('Wrong')
          const done = await withCode(() => signIn(world, anyone, { by: 'password', ...from, ...input.data }))
          if (done.kind === 'code-needed') throw new Error('CodeNeeded')
          remember(input.data.email)
          return { id: done.userId, sid: done.sid }
        },
      },
      ...newsroomAccounts(world),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== 'oidc') return true
        const claims: { email?: string; email_verified?: boolean } = profile ?? {}
        const done = await withCode(() =>
          signIn(world, anyone, {
            by: 'oidc',
            ...from,
            subject: `${world.env.OIDC_ISSUER} ${account.providerAccountId}`,
            email: claims.email ?? null,
            emailVerified: claims.email_verified === true,
          }),
        )
        if (done.kind === 'signed-in') Object.assign(user, { sid: done.sid })
        return done.kind === 'signed-in'
      },
      jwt: ({ token, user }) => ({ sid: 'sid' in (user ?? {}) ? (user as { sid?: string }).sid : token.sid }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + ownPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
  }
}

/** The newsroom's own sign-in service, where one is set (OpenID Connect: discovery, PKCE, state, nonce). */
function newsroomAccounts({ env }: World): OAuthConfig<{ sub: string }>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return []
  return [
    {
      id: 'oidc',
      name: 'Newsroom account',
      type: 'oauth',
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
      issuer: OIDC_ISSUER,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      authorization: { params: { scope: 'openid email profile' } },
      // who it is, as the signed answer says; services that leave the address out of it are asked once more
      userinfo: {
        request: async ({ client, tokens }) => {
          const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string> // the TokenSet of openid-client
          const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(set) : {}
          return { ...more, ...set.claims() }
        },
      },
      profile: ({ sub }) => ({ id: sub }),
    },
  ]
}

/** A refusal → a word that next-auth carries to the sign-in page in `error`. */
async function withCode<T>(doing: () => Promise<T>): Promise<T> {
  try {
    return await doing()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'too_many') throw new Error(`TooMany-${error.detail.retryAfterSeconds ?? 60}`)
    throw new Error(error.message.startsWith('That code') ? 'WrongCode' : 'Wrong')
  }
}

const pick = (from: Record<string, unknown> | undefined, keys: readonly string[]) =>
  Object.fromEntries(keys.flatMap((key) => (from?.[key] ? [[key, from[key]]] : [])))

const cookieLine = (world: World, name: string, value: string, seconds: number) =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure(world) ? '; Secure' : ''}`

type Handler = (req: unknown, res: unknown, options: NextAuthOptions) => Promise<unknown>
// next-auth is CommonJS: Node hands over the whole module, Next's bundler its default export
const NextAuth: Handler =
  (NextAuthModule as unknown as { default?: Handler }).default ?? (NextAuthModule as unknown as Handler)
