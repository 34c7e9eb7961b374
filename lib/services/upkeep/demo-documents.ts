import type { Tx } from '#db/client'
import { readings } from '#db/schema'
import type { DemoPerson } from '#lib/domain/demo/marking'
import { type DocumentRow, keepDocument } from '#lib/services/documents/keep-document'
import { becomeReady, keepPages } from '#lib/services/documents/split-document'
import type { DemoPaper } from '#lib/services/upkeep/demo-papers'
import type { Ids } from '#lib/services/upkeep/demo-requests'
import type { World } from '#lib/world'

/**
 * Part: the documents in the order of the content, so that the seventh is RING-D7 every time; then their pages and what
 * mails carried, which by then is there already. @returns their ids.
 */
export async function placeDemoDocuments(
  world: World,
  tx: Tx,
  papers: readonly DemoPaper[],
  input: { investigationId: string; requests: Ids; communications: Ids; people: Record<DemoPerson, string> },
): Promise<Ids> {
  const { investigationId, people } = input
  const kept = new Map<string, DocumentRow>()
  for (const { document, blob } of papers) {
    const { key, name, mediaType, kind, requestKey, communicationKey, attachedTo } = document
    const place = {
      requestId: idIn(input.requests, requestKey),
      communicationId: idIn(input.communications, communicationKey),
      parentId: (attachedTo && kept.get(attachedTo)?.id) || null,
    }
    const entering = { blob, name, mediaType, kind, place, createdBy: people.reporter }
    kept.set(key, (await keepDocument(world, tx, investigationId, entering)).document)
  }
  for (const { document: content, pages, warnings, mail } of papers) {
    const document = kept.get(content.key)
    if (!document) continue
    await keepPages(world, tx, { document, layer: 1, pages })
    await becomeReady(world, tx, { document, layer: 1, pages: pages.length, warnings, mail })
    if (!content.read) continue
    const { by, pages: span, toItsEnd } = content.read
    const [first, last] = span
    const read = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    const whose = { documentId: document.id, userId: people[by], investigationId }
    await tx.insert(readings).values({ ...whose, pages: read, toItsEnd, at: world.now() })
  }
  return new Map([...kept].map(([key, { id }]) => [key, id]))
}

/** null where the content says so; a key that nothing has is a fault of the content. */
function idIn(ids: Ids, key: string | null): string | null {
  if (key === null) return null
  const id = ids.get(key)
  if (!id) throw new Error(`The demonstration has nothing called "${key}".`)
  return id
}
