import { type Actor, can, type Role } from '#lib/domain/actions'
import type { Reader } from './decide'

/** What the reader may do with findings here: to show the right buttons; the services ask again. */
export const readerOf = (actor: Actor, role: Role | null): Reader => ({
  id: actor.kind === 'user' ? actor.id : '',
  editor: can(actor, 'finding.check', role),
  reporter: can(actor, 'finding.edit', role),
})
