import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, documentVersions } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

export type Original = {
  name: string
  bytes: number
  /** The bytes from `start` to `end`, both included; all of them where neither is said. */
  open: (range?: { start: number; end: number }) => Promise<AsyncIterable<Uint8Array>>
}

/**
 * The file as it came, or with `version` the one it was before it was replaced, for a member of the team who may; that it
 * was fetched is recorded. Refuses not_found, forbidden.
 */
export async function downloadOriginal(
  world: World,
  actor: Actor,
  input: { id: string; version?: number | undefined },
): Promise<Original> {
  return act(world, actor, 'document.download', { noun: 'document', id: input.id }, async (tx, scope) => {
    const row = await fileOf(tx, scope.id, input.version)
    const open: Original['open'] = (range) => world.blobs.open(row.sha256, range)
    return { value: { name: row.name, bytes: row.bytes, open }, subject: scope.id, detail: { sha256: row.sha256 } }
  })
}

async function fileOf(tx: Tx, id: string, version: number | undefined) {
  if (version === undefined) {
    const { sha256, name, bytes } = documents
    const [row] = await tx.select({ sha256, name, bytes }).from(documents).where(eq(documents.id, id))
    if (row) return row
    throw notFound('document')
  }
  const { sha256, name, bytes } = documentVersions
  const its = and(eq(documentVersions.documentId, id), eq(documentVersions.version, version))
  const [row] = await tx.select({ sha256, name, bytes }).from(documentVersions).where(its)
  if (row) return row
  throw notFound('version')
}
