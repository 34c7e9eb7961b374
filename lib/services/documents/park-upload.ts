import type { Actor } from '#lib/domain/actions'
import { type NewDocument, newDocumentSchema } from '#lib/domain/document'
import { firstUnkeepable, unkeepableText } from '#lib/domain/keepable'
import { invalid, Refusal } from '#lib/domain/refusal'
import { nameOf } from '#lib/services/act'
import { askUpload } from '#lib/services/documents/upload-document'
import type { World } from '#lib/world'

/**
 * One step of an upload in pieces (tus). Bytes are only parked, and nobody but their sender reaches them. Refuses
 * unauthenticated, not_found, forbidden and invalid before the first byte, and what the parking place refuses.
 */
export async function parkUpload(world: World, actor: Actor, request: Request): Promise<Response> {
  if (actor.kind !== 'user') throw new Refusal('unauthenticated', 'Please sign in first.')
  const mayPark = async (said: Record<string, string>) => askUpload(world, actor, uploadFacts(said))
  return world.uploads.handle(request, { owner: nameOf(actor), mayPark })
}

/** Part: what was said of an upload when it was begun. Refuses invalid. */
export function uploadFacts(said: Record<string, string>): NewDocument {
  const { investigationId, requestId, communicationId, name, kind } = said
  const parsed = newDocumentSchema.safeParse({ investigationId, requestId, communicationId, name, kind })
  const field = parsed.success ? firstUnkeepable(parsed.data) : null
  if (field !== null) throw invalid(field, unkeepableText)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalid(String(issue?.path[0] ?? 'name'), issue?.message ?? 'That does not fit.')
}
