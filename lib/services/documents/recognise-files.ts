import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { documents, investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { Recognised, RecogniseFiles } from '#lib/domain/intake'
import { act, ask, nameOf } from '#lib/services/act'
import { findPlace, keepDocument } from '#lib/services/documents/keep-document'
import type { World } from '#lib/world'

/**
 * Which of these files need not be sent (again): those that are a document of this investigation, which now also stand
 * under the request and communication named, and those of which this person has sent a part. Asked of this one
 * investigation by its own index: another's files change neither the answer nor how long it takes. Refuses not_found,
 * forbidden, invalid (communicationId).
 */
export async function recogniseFiles(world: World, actor: Actor, input: RecogniseFiles): Promise<Recognised[]> {
  const on = { noun: 'investigation' as const, id: input.investigationId }
  const { investigationId } = await ask(world, actor, 'document.recognise', on)
  const place = await findPlace(world.db, investigationId, input)
  const { key } = investigations
  const rows = await world.db
    .select({ document: documents, key })
    .from(documents)
    .innerJoin(investigations, eq(investigations.id, documents.investigationId))
    .where(
      and(
        eq(documents.investigationId, investigationId),
        inArray(documents.sha256, input.sha256),
        isNull(documents.deletedAt),
      ),
    )
    .orderBy(asc(documents.number))
  if (rows.length > 0 && place.requestId)
    await act(world, actor, 'document.recognise', on, async (tx) => {
      for (const { document } of rows) {
        const { sha256, bytes, name, mediaType } = document
        const entering = { blob: { sha256, bytes }, name, mediaType, place, createdBy: nameOf(actor) }
        await keepDocument(world, tx, investigationId, entering)
      }
      return { value: undefined, subject: investigationId, detail: { recognised: rows.length, ...place } }
    })
  const parked = await world.uploads.begun(nameOf(actor))
  return input.sha256.map((sha256) => {
    const row = rows.find(({ document }) => document.sha256 === sha256)
    const document = row ? { id: row.document.id, number: `${row.key}-D${row.document.number}` } : null
    const same = parked.find(({ facts }) => facts.sha256 === sha256 && samePlace(facts, input))
    return { sha256, document, uploadId: document ? null : (same?.id ?? null) }
  })
}

const samePlace = (facts: Record<string, string>, input: RecogniseFiles) =>
  facts.investigationId === input.investigationId &&
  (facts.requestId ?? '') === (input.requestId ?? '') &&
  (facts.communicationId ?? '') === (input.communicationId ?? '')
