import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { readCaller, readCookie, type Session, sessionCookie } from '#lib/auth'
import type { Actor } from '#lib/domain/actions'
import { world } from '#lib/world'

/** Who is signed in, with the name to show; null for nobody. Read from the record once per request. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const house = await world()
  return readCookie(house, (await cookies()).get(sessionCookie(house))?.value)
})

/** Who is asking, on pages and in actions. */
export const currentActor = async (): Promise<Actor> => (await currentSession())?.actor ?? { kind: 'anyone' }

/** Who is asking, in a route: by token, else by the cookie of the screens. Refuses unauthenticated for a dead token. */
export const apiActor = async (request: Request): Promise<Actor> => readCaller(await world(), request.headers)
