import type { Tx } from '#db/client'
import type { Action, Actor } from '#lib/domain/actions'
import { type HouseScope, type On, prove, type Scope } from '#lib/services/prove'
import type { World } from '#lib/world'

/**
 * The only way to read: may they → query → the view, nothing more. Refuses as act() does.
 * Across investigations (`on` 'house') the body lists through visible(scope.actor, …), the SQL twin of the check.
 */
export async function look<T, O extends On>(
  world: World,
  actor: Actor,
  action: Action,
  on: O,
  body: (db: Tx, scope: O extends 'house' ? HouseScope : Scope) => Promise<T>,
): Promise<T> {
  return body(world.db, await prove(world.db, actor, action, on))
}
