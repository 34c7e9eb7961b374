import { and, asc, eq } from 'drizzle-orm'
import { finish, holds, LostLease } from '#db/queue'
import { documents, exhibitPages, exhibits, investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Unreadable } from '#lib/domain/document'
import { type FoundPage, type FoundParts, passes } from '#lib/domain/exhibit'
import { coversOn, failedOf, judgeExhibit, tellingStrings } from '#lib/domain/judge-exhibit'
import { act } from '#lib/services/act'
import { saidOfExhibit } from '#lib/services/exhibits/fail-exhibit'
import { exhibitRow } from '#lib/services/exhibits/present-exhibit'
import type { World } from '#lib/world'

type Turn = { id: string; fence: number }

/** What attacks, said in the report. */
export const verifierTool = 'unsealed verifier 1, PDFium (@embedpdf/pdfium 2.15.1), tesseract'

/**
 * Job: another engine tries to find anything in an exhibit that should not be there; it is verified only where every
 * check passes, else failed. The report is kept either way. Throws Unreadable, LostLease, or an Error where another
 * try follows.
 */
export async function verifyExhibit(world: World, actor: Actor, { exhibitId }: { exhibitId: string }, turn: Turn) {
  const row = await exhibitRow(world.db, exhibitId)
  if (row?.status !== 'building' || row.sha256 === null) return
  const { sha256 } = row
  const [document] = await world.db.select().from(documents).where(eq(documents.id, row.documentId))
  const its = eq(exhibitPages.exhibitId, exhibitId)
  const pages = await world.db.select().from(exhibitPages).where(its).orderBy(asc(exhibitPages.page))
  const [home] = await world.db.select().from(investigations).where(eq(investigations.id, row.investigationId))
  if (!document || document.deletedAt || !home) throw new Unreadable('damaged', 'Its document is gone.')
  const found: FoundPage[] = []
  let parts: FoundParts | null = null
  const from = await world.blobs.local(row.sourceSha256)
  const file = await world.blobs.local(row.sha256).catch(async (error: unknown) => {
    await from.release()
    throw error
  })
  try {
    const claimed = row.sourcePages.map((page) => ({ page, ...coversOn(row.marks, page) }))
    const password = document.password ? { password: world.seal.open(document.password) } : {}
    const options = {
      source: { path: from.path, mediaType: document.mediaType, ...password },
      strings: tellingStrings(row.marks),
      reasons: row.marks.map(({ reason }) => reason),
      number: `${home.key}-E${row.number}`,
      pages: claimed,
      language: document.language ?? 'eng',
    }
    for await (const one of world.exhibits.verify(file.path, options)) {
      if ('parts' in one) parts = one.parts
      else found.push(one.page)
      if (!(await holds(world, turn))) throw new LostLease(turn.id)
    }
  } catch (error) {
    throw saidOfExhibit('verify', error)
  } finally {
    await file.release()
    await from.release()
  }
  const now = await exhibitRow(world.db, exhibitId)
  const [source] = await world.db.select().from(documents).where(eq(documents.id, row.documentId))
  const frozen =
    now?.marksSha256 === world.digest(JSON.stringify(row.marks)) &&
    now.sha256 === row.sha256 &&
    source?.sha256 === row.sourceSha256 &&
    source.deletedAt === null
  const checks = parts ? judgeExhibit({ ...row, pages }, { parts, pages: found, frozen }) : []
  const report = { checks, builtWith: row.tool, verifiedWith: verifierTool, verifiedAt: world.now().toISOString() }
  const verified = passes(report)
  const wrong = failedOf(checks)
  await act(world, actor, 'exhibit.verify', { noun: 'exhibit', id: exhibitId }, async (tx) => {
    const failure = verified ? null : `The verifier found something: ${wrong.join('; ')}.`
    const state = { status: verified ? ('verified' as const) : ('failed' as const), report, failure }
    const open = and(eq(exhibits.id, exhibitId), eq(exhibits.status, 'building'), eq(exhibits.sha256, sha256))
    const kept = await tx.update(exhibits).set(state).where(open).returning({ id: exhibits.id })
    if (kept.length === 0) throw new LostLease(turn.id) // another file took its place meanwhile
    await finish(tx, turn, world.now())
    return { value: undefined, subject: exhibitId, detail: { verified, failed: wrong.length } }
  })
}
