import { and, asc, count, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import {
  agencies,
  auditLog,
  communications,
  documents,
  documentVersions,
  exhibits,
  findings,
  investigations,
  requests,
  settings,
  users,
} from '#db/schema'
import { safeName } from '#lib/domain/bag'
import { notFound } from '#lib/domain/refusal'
import { presentFindings } from '#lib/services/findings/present-findings'

// Parts that read an investigation in its own order, some at a time, so that no pack is ever held whole.
const some = 200

export type Home = { id: string; key: string; title: string; newsroom: string }

export async function homeOfPack(db: Tx, investigationId: string): Promise<Home> {
  const { id, key, title } = investigations
  const [home] = await db.select({ id, key, title }).from(investigations).where(eq(id, investigationId))
  if (!home) throw notFound('investigation')
  const [named] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, 'newsroom'))
  return { ...home, newsroom: typeof named?.value === 'string' && named.value !== '' ? named.value : 'The newsroom' }
}

/** Requests by their number, each with its agency and its letters, oldest first. */
export async function* requestsIn(db: Tx, investigationId: string) {
  for (let after = 0; ; ) {
    const rows = await db
      .select({ request: requests, agency: agencies.name, jurisdiction: agencies.jurisdiction })
      .from(requests)
      .leftJoin(agencies, eq(agencies.id, requests.agencyId))
      .where(and(eq(requests.investigationId, investigationId), gt(requests.number, after)))
      .orderBy(asc(requests.number))
      .limit(50)
    const ids = rows.map(({ request }) => request.id)
    const letters = await db
      .select({ letter: communications, mail: { number: documents.number, name: documents.name } })
      .from(communications)
      .leftJoin(documents, and(eq(documents.id, communications.documentId), isNull(documents.deletedAt)))
      .where(inArray(communications.requestId, ids))
      .orderBy(asc(communications.occurredOn), asc(communications.createdAt), asc(communications.id))
    const byRequest = Map.groupBy(letters, ({ letter }) => letter.requestId)
    for (const row of rows) yield { ...row, letters: byRequest.get(row.request.id) ?? [] }
    if (rows.length < 50) return
    after = rows.at(-1)?.request.number ?? after
  }
}

/** Documents by their number, each with the files it was before. */
export async function* documentsIn(db: Tx, investigationId: string) {
  const { id, number, name, kind, pages, bytes, sha256 } = documents
  for (let after = 0; ; ) {
    const rows = await db
      .select({ id, number, name, kind, pages, bytes, sha256 })
      .from(documents)
      .where(and(eq(documents.investigationId, investigationId), isNull(documents.deletedAt), gt(number, after)))
      .orderBy(asc(number))
      .limit(some)
    const ids = rows.map((row) => row.id)
    const old = await db.select().from(documentVersions).where(inArray(documentVersions.documentId, ids))
    const byDocument = Map.groupBy(old, ({ documentId }) => documentId)
    for (const row of rows) yield { ...row, earlier: byDocument.get(row.id) ?? [] }
    if (rows.length < some) return
    after = rows.at(-1)?.number ?? after
  }
}

/** Findings by their number, as the team sees them. */
export async function* findingsIn(db: Tx, investigationId: string, status?: 'cleared') {
  const here = and(eq(findings.investigationId, investigationId), isNull(findings.deletedAt))
  for (let after = 0; ; ) {
    const rows = await db
      .select()
      .from(findings)
      .where(and(here, gt(findings.number, after), status ? eq(findings.status, status) : undefined))
      .orderBy(asc(findings.number))
      .limit(some)
    yield* await presentFindings(db, rows)
    if (rows.length < some) return
    after = rows.at(-1)?.number ?? after
  }
}

/** What was done in the investigation, oldest first, with who did it. */
export async function* auditIn(db: Tx, investigationId: string) {
  for (let after = 0; ; ) {
    const rows = await db
      .select({ row: auditLog, name: users.name })
      .from(auditLog)
      .leftJoin(users, eq(users.id, auditLog.actor))
      .where(and(eq(auditLog.investigationId, investigationId), gt(auditLog.seq, after)))
      .orderBy(asc(auditLog.seq))
      .limit(1000)
    yield* rows
    if (rows.length < 1000) return
    after = rows.at(-1)?.row.seq ?? after
  }
}

/** Exhibits in these states, by number and version. */
export const exhibitsIn = (db: Tx, investigationId: string, states: ('verified' | 'approved' | 'published')[]) =>
  db
    .select()
    .from(exhibits)
    .where(and(eq(exhibits.investigationId, investigationId), inArray(exhibits.status, states)))
    .orderBy(asc(exhibits.number), asc(exhibits.version))

/** How many files and letters a pack of originals holds. */
export async function countOriginals(db: Tx, investigationId: string): Promise<number> {
  const here = and(eq(documents.investigationId, investigationId), isNull(documents.deletedAt))
  const [now] = await db.select({ n: count() }).from(documents).where(here)
  const [old] = await db
    .select({ n: count() })
    .from(documentVersions)
    .innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .where(here)
  const mine = eq(communications.investigationId, investigationId)
  const [said] = await db.select({ n: count() }).from(communications).where(mine)
  return Number(now?.n ?? 0) + Number(old?.n ?? 0) + Number(said?.n ?? 0)
}

export const originalPath = (number: string, name: string) => `originals/${safeName(`${number}-${name}`)}`
export const earlierPath = (number: string, version: number, name: string) =>
  `originals/earlier/${safeName(`${number}-v${version}-${name}`)}`
export const letterPath = (request: string, n: number, letter: { occurredOn: string; direction: string }) =>
  `letters/${request}/${String(n).padStart(3, '0')}-${letter.occurredOn}-${letter.direction}.txt`
export const exhibitPath = (key: string, row: { number: number; version: number }, ending: 'pdf' | 'report.json') =>
  `exhibits/${key}-E${row.number}-v${row.version}.${ending}`
