import { cookies } from 'next/headers'
import { type World, world } from '#lib/world'

const secure = ({ env }: World) => env.appUrl.startsWith('https:')

/** `__Host-` binds it to this host and to https; plain http (one's own machine) knows no such names. */
const nameOf = (house: World, id: string) => `${secure(house) ? '__Host-' : ''}sh_${id}`

/** The key of a visit → the cookie that carries it: for this host alone, never to a script, never from elsewhere. */
export function shareCookie(house: World, id: string, { key, seconds }: { key: string; seconds: number }): string {
  const line = `${nameOf(house, id)}=${key}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`
  return secure(house) ? `${line}; Secure` : line
}

/** The key that this visitor has for a link. */
export const shareKey = async (id: string) => (await cookies()).get(nameOf(await world(), id))?.value
