import type { Actor } from '#lib/domain/actions'
import { maxBytes, type NewDocument, type Uploaded } from '#lib/domain/document'
import { mailboxTypes, mailTypes } from '#lib/domain/file-kinds'
import { invalid } from '#lib/domain/refusal'
import { askUpload, empty, keepUpload } from '#lib/services/documents/upload-document'
import type { World } from '#lib/world'

/**
 * Keeps a mail or a mailbox and starts its reading; like an upload, but nothing else comes in this way. Refuses
 * not_found, forbidden, invalid (empty, 413 over 2 GiB, or no mail by its content).
 */
export async function importMail(
  world: World,
  actor: Actor,
  input: NewDocument & { bytes: AsyncIterable<Uint8Array> },
): Promise<{ created: boolean; document: Uploaded }> {
  const { bytes, ...facts } = input
  await askUpload(world, actor, facts)
  const blob = await world.blobs.put(bytes, { maxBytes })
  if (blob.bytes === 0) throw empty()
  const { mediaType } = await world.sniff(blob.sha256, facts.name)
  // what is refused here belongs to no document; the sweep takes it
  if (![...mailTypes, ...mailboxTypes].includes(mediaType))
    throw invalid('file', 'This is neither a mail nor a mailbox. Other files are uploaded on the Documents page.')
  return keepUpload(world, actor, facts, blob)
}
