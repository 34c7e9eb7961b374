import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { Actor } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { type World, world } from '#lib/world'
import { currentActor } from './actor'

/**
 * A service's answer for a page. Nobody signed in → the sign-in page, which leads back here; hidden, absent and
 * forbidden → the page that says so.
 */
export async function page<T>(read: (world: World, actor: Actor) => Promise<T>): Promise<T> {
  try {
    return await read(await world(), await currentActor())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'unauthenticated') redirect(`/sign-in?next=${encodeURIComponent(await here())}`)
    if (error.code === 'not_found' || error.code === 'forbidden') notFound()
    throw error
  }
}

/** The path being shown; proxy.ts writes it into the request, because a layout is not told. */
async function here() {
  return (await headers()).get('x-unsealed-path') ?? '/'
}
