import { and, eq, isNull } from 'drizzle-orm'
import { tokens, users } from '#db/schema'
import { type Actor, scopes as allScopes, type TokenScope } from '#lib/domain/actions'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { writeToken } from '#lib/domain/token'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/**
 * A token for the API, shown once: for oneself, or (command line) for whoever has the e-mail address. It may do all
 * that its user may, unless narrowed. Refuses forbidden to a token, not_found, invalid (a scope beyond the user's).
 */
export async function createToken(
  world: World,
  actor: Actor,
  input: { name: string; scopes?: TokenScope[] | undefined; email?: string },
): Promise<{ id: string; token: string }> {
  if (actor.kind === 'user' && actor.via === 'token')
    throw new Refusal('forbidden', 'A token cannot make another. Sign in to do that.')
  return act(world, actor, 'token.create', 'house', async (tx) => {
    const own = actor.kind === 'user' ? eq(users.id, actor.id) : eq(users.email, input.email ?? '')
    const [user] = await tx
      .select()
      .from(users)
      .where(and(own, isNull(users.disabledAt)))
    if (!user) throw notFound('person')
    const may = allScopes.filter((scope) => scope !== 'admin' || user.role === 'admin')
    const scopes = input.scopes ?? may
    if (scopes.some((scope) => !may.includes(scope)))
      throw invalid('scopes', 'Only a token of an administrator can have the scope admin.')
    const id = world.id('token')
    const token = writeToken(Buffer.from(world.secret(), 'base64url'))
    await tx
      .insert(tokens)
      .values({ id, userId: user.id, name: input.name, hash: world.digest(token), scopes, createdAt: world.now() })
    return { value: { id, token }, subject: id, detail: { userId: user.id, scopes } }
  })
}
