import { eq } from 'drizzle-orm'
import { investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { maxBytes, type NewDocument, type Uploaded } from '#lib/domain/document'
import { invalid, Refusal } from '#lib/domain/refusal'
import { act, ask, nameOf } from '#lib/services/act'
import { findPlace, keepDocument } from '#lib/services/documents/keep-document'
import type { World } from '#lib/world'

export type Bytes = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>

/**
 * Keeps an uploaded original and starts its processing. `declared` bytes are compared with what came.
 * @returns whether it is a new document, and the document. Refuses not_found, forbidden, invalid (empty, cut short,
 * 413 over 2 GiB), unavailable (507 no room).
 */
export async function uploadDocument(
  world: World,
  actor: Actor,
  input: NewDocument & { bytes: Bytes | null; declared: number | null },
): Promise<{ created: boolean; document: Uploaded }> {
  await askUpload(world, actor, input)
  if (input.declared !== null && input.declared > maxBytes) throw tooLarge()
  if (!input.bytes || input.declared === 0) throw empty()
  const blob = await world.blobs.put(whole(input.bytes, input.declared), { maxBytes })
  return keepUpload(world, actor, input, blob)
}

/** Part of every upload: may they, and is there such a place? Asked before the first byte; asked again with the last. */
export async function askUpload(world: World, actor: Actor, input: NewDocument): Promise<void> {
  const on = { noun: 'investigation' as const, id: input.investigationId }
  const scope = await ask(world, actor, 'document.upload', on)
  await findPlace(world.db, scope.investigationId, input)
}

/** Part of both uploads: kept bytes → document. */
export async function keepUpload(
  world: World,
  actor: Actor,
  input: NewDocument,
  blob: { sha256: string; bytes: number },
): Promise<{ created: boolean; document: Uploaded }> {
  const { mediaType } = await world.sniff(blob.sha256, input.name)
  const on = { noun: 'investigation' as const, id: input.investigationId }
  return act(world, actor, 'document.upload', on, async (tx, scope) => {
    const place = await findPlace(tx, scope.investigationId, input)
    const entering = { blob, name: input.name, mediaType, kind: input.kind, place, createdBy: nameOf(actor) }
    const { document, created, next } = await keepDocument(world, tx, scope.investigationId, entering)
    const here = eq(investigations.id, scope.investigationId)
    const [investigation] = await tx.select({ key: investigations.key }).from(investigations).where(here)
    const { id, sha256, bytes, status } = document
    const value = { id, number: `${investigation?.key}-D${document.number}`, sha256, bytes, status }
    return { value: { created, document: value }, subject: id, detail: { sha256, bytes, created }, next }
  })
}

/** What is empty, or not as long as was said, is refused before it is kept. One that breaks off is no defect of ours. */
export async function* whole(bytes: Bytes, declared: number | null): AsyncGenerator<Uint8Array> {
  let length = 0
  try {
    // Node's ReadableStream is one
    for await (const piece of bytes as AsyncIterable<Uint8Array>) {
      length += piece.byteLength
      yield piece
    }
  } catch {
    throw cutShort()
  }
  if (length === 0) throw empty()
  if (declared !== null && length !== declared) throw cutShort()
}

export const empty = () => invalid('body', 'This file is empty: it has no bytes at all. Nothing was kept.')
export const cutShort = () => new Refusal('invalid', 'The upload was cut short. Nothing was kept; please try again.')
export const tooLarge = () =>
  new Refusal('invalid', 'The file is larger than 2 GiB, the most that one file may have.', { status: 413 })
