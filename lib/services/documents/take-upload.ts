import type { Actor } from '#lib/domain/actions'
import { maxBytes, type Uploaded } from '#lib/domain/document'
import type { TakeUpload } from '#lib/domain/intake'
import { Refusal } from '#lib/domain/refusal'
import { nameOf } from '#lib/services/act'
import { uploadFacts } from '#lib/services/documents/park-upload'
import { askUpload, cutShort, empty, keepUpload } from '#lib/services/documents/upload-document'
import type { World } from '#lib/world'

/**
 * A file that came in pieces and is whole now becomes a document. May be repeated: it is one document. The parked
 * bytes go once the sender has the answer and says so, or with the sweep. Refuses not_found, forbidden, invalid,
 * conflict (not complete yet), invalid (not the bytes that its sender
 * counted).
 */
export async function takeUpload(
  world: World,
  actor: Actor,
  input: TakeUpload,
): Promise<{ created: boolean; document: Uploaded }> {
  if (actor.kind === 'anyone') throw new Refusal('unauthenticated', 'Please sign in first.')
  const parked = await world.uploads.take(input.uploadId, nameOf(actor))
  const facts = uploadFacts(parked.facts)
  await askUpload(world, actor, facts)
  if (parked.bytes === 0) throw empty()
  const blob = await world.blobs.put(parked.open(), { maxBytes })
  const said = input.sha256 ?? parked.facts.sha256
  if (blob.bytes !== parked.bytes || (said && said !== blob.sha256)) throw cutShort()
  return keepUpload(world, actor, facts, blob)
}
