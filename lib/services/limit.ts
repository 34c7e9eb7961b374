import { empty, take } from '#db/limits'
import { type Limit, limits } from '#lib/domain/limits'
import { Refusal } from '#lib/domain/refusal'
import type { World } from '#lib/world'

/** Takes one from the bucket of `whom`, or refuses too_many with the seconds to wait. Only doors and sign-in call it. */
export async function limit(world: World, what: Limit, whom: string): Promise<void> {
  const wait = await take(world, what, world.digest(whom), world.now())
  if (wait === 0) return
  const { most, seconds } = limits[what]
  const often = `${most} times in ${seconds >= 120 ? `${Math.round(seconds / 60)} minutes` : `${seconds} seconds`}`
  throw new Refusal('too_many', `That is possible ${often}. Please wait ${wait} seconds.`, { retryAfterSeconds: wait })
}

/** Forgets the tries of `whom`: they ended well. */
export async function forgetTries(world: World, what: Limit, whom: string): Promise<void> {
  await empty(world, what, world.digest(whom))
}
