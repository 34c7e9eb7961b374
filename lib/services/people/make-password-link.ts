import type { Tx } from '#db/client'
import { passwordLinks } from '#db/schema'
import type { World } from '#lib/world'

export const linkHours = 72

/** Part: a one-time link to set a password, good for three days. Only its hash is kept, so it is shown once. */
export async function makePasswordLink(tx: Tx, world: World, userId: string): Promise<string> {
  const token = world.secret()
  const expiresAt = new Date(world.now().getTime() + linkHours * 3_600_000)
  await tx.insert(passwordLinks).values({ id: world.digest(token), userId, expiresAt })
  return `${world.env.appUrl}/sign-in/password#${token}`
}
