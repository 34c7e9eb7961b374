import { empty, take } from '#db/limits'
import { type Limit, limits } from '#lib/domain/limits'
import { Refusal } from '#lib/domain/refusal'
import type { World } from '#lib/world'

/** Takes one from the bucket of `whom`, or refuses too_many with the seconds to wait. Only doors and sign-in call it. */
export async function limit(world: World, what: Limit, whom: string): Promise<void> {
  const wait = await take(world, what, world.digest(whom), world.now())
  if (wait === 0) return
  const { most, seconds } = limits[what]
  const said = `That is possible ${most} times in ${long(seconds)}. Please wait ${long(wait)}.`
  throw new Refusal('too_many', said, { retryAfterSeconds: wait })
}

const long = (seconds: number) =>
  seconds >= 7200
    ? `${Math.ceil(seconds / 3600)} hours`
    : seconds >= 120
      ? `${Math.ceil(seconds / 60)} minutes`
      : `${seconds} seconds`

/** Forgets the tries of `whom`: they ended well. */
export async function forgetTries(world: World, what: Limit, whom: string): Promise<void> {
  await empty(world, what, world.digest(whom))
}
