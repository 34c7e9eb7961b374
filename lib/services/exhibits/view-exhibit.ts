import { and, desc, eq, lt, or } from 'drizzle-orm'
import { exhibits } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import type { ExhibitStatus, ExhibitView } from '#lib/domain/exhibit'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { notFound, Refusal } from '#lib/domain/refusal'
import type { Original } from '#lib/services/documents/download-original'
import { exhibitRow, presentExhibit, presentExhibits } from '#lib/services/exhibits/present-exhibit'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One version of an exhibit by its id, or the newest by its number. Refuses not_found. */
export async function viewExhibit(world: World, actor: Actor, input: { id: string }): Promise<ExhibitView> {
  return look(world, actor, 'exhibit.read', { noun: 'exhibit', id: input.id }, async (db, scope) => {
    const row = await exhibitRow(db, scope.id)
    if (!row) throw notFound('exhibit')
    return presentExhibit(db, world, row)
  })
}

/** Exhibits you may see, newest first: of one investigation, one document, or all of yours; of one status where one is named. Refuses not_found, invalid (cursor). */
export async function listExhibits(
  world: World,
  actor: Actor,
  input: Paging & {
    investigationId?: string | undefined
    documentId?: string | undefined
    status?: ExhibitStatus | undefined
  },
): Promise<Page<ExhibitView>> {
  const [at, last] = readPlace(input.cursor, 'instant', 'text') ?? [new Date('9999-12-31T00:00:00Z'), '']
  const before = or(lt(exhibits.createdAt, at), and(eq(exhibits.createdAt, at), lt(exhibits.id, last)))
  const on = input.documentId
    ? { noun: 'document' as const, id: input.documentId }
    : input.investigationId
      ? { noun: 'investigation' as const, id: input.investigationId }
      : null
  const list = async (db: typeof world.db, within: Parameters<typeof and>[0]) => {
    const rows = await db
      .select()
      .from(exhibits)
      .where(and(within, before, input.status && eq(exhibits.status, input.status)))
      .orderBy(desc(exhibits.createdAt), desc(exhibits.id))
      .limit(input.limit + 1)
    const shown = rows.slice(0, input.limit)
    const end = shown.at(-1)
    const more = rows.length > input.limit && end ? writeCursor([end.createdAt.getTime(), end.id]) : null
    return { data: await presentExhibits(db, world, shown), nextCursor: more }
  }
  if (on)
    return look(world, actor, 'exhibit.read', on, (db, { id, investigationId }) =>
      list(db, on.noun === 'document' ? eq(exhibits.documentId, id) : eq(exhibits.investigationId, investigationId)),
    )
  return look(world, actor, 'exhibit.list', 'house', (db) =>
    list(db, visible(db, actor, exhibits.investigationId, 'exhibit.list')),
  )
}

/** The file of an exhibit for the team. Refuses not_found, conflict (not built yet, or failed), gone (withdrawn). */
export async function openExhibitFile(world: World, actor: Actor, input: { id: string }): Promise<Original> {
  return look(world, actor, 'exhibit.read', { noun: 'exhibit', id: input.id }, async (db, scope) => {
    const row = await exhibitRow(db, scope.id)
    if (!row) throw notFound('exhibit')
    if (row.status === 'withdrawn') throw new Refusal('gone', `This exhibit was withdrawn: ${row.withdrawnFor}`)
    if (row.sha256 === null || row.bytes === null || row.status === 'building' || row.status === 'failed')
      throw new Refusal('conflict', 'There is no file of it: it is not built and verified.')
    const { number } = await presentExhibit(db, world, row)
    const { sha256, bytes } = row
    return { name: `${number}-v${row.version}.pdf`, bytes, open: (range) => world.blobs.open(sha256, range) }
  })
}
