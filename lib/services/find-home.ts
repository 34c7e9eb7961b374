import type { Tx } from '#db/client'
import { homeOf, type Noun } from '#db/home'
import { notFound } from '#lib/domain/refusal'
import type { Scope } from '#lib/services/prove'

/** Part: the id of another thing that an input names (by id or cited number), proved to live in the same investigation. */
export async function findHome(
  tx: Tx,
  noun: Noun,
  name: string,
  scope: Pick<Scope, 'investigationId'>,
): Promise<string> {
  const home = await homeOf(tx, noun, name)
  if (home?.investigationId !== scope.investigationId) throw notFound(noun)
  return home.id
}
