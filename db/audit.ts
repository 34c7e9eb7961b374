import { createHash } from 'node:crypto'
import { asc, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { auditHead, auditLog } from '#db/schema'

export type AuditEntry = {
  at: Date
  actor: string
  action: string
  subject: string
  investigationId: string | null
  detail: Record<string, unknown>
}

export type Head = { seq: number; hash: string }

/**
 * Takes the next number of the chain and with it the lock on its end, so that writers take turns: on PostgreSQL as
 * on SQLite, a body never races another. Called first in a transaction; a rollback gives the number back.
 */
export async function takeTurn(tx: Tx): Promise<Head> {
  const next = { seq: sql<number>`${auditHead.seq} + 1` }
  const [head] = await tx.update(auditHead).set(next).where(eq(auditHead.id, 1)).returning()
  if (!head) throw new Error('the audit log has no head: are the migrations applied?')
  return head
}

/** Adds the one row of this transaction to the end of the hash chain. @returns the row's number. */
export async function append(tx: Tx, head: Head, entry: AuditEntry): Promise<number> {
  const hash = hashOf(head.hash, { seq: head.seq, ...entry })
  await tx.insert(auditLog).values({ seq: head.seq, ...entry, prevHash: head.hash, hash })
  await tx.update(auditHead).set({ hash }).where(eq(auditHead.id, 1))
  return head.seq
}

/** Walks the whole chain. @returns the first number whose row does not fit, or null where all do. */
export async function firstBroken(db: Tx): Promise<number | null> {
  let prev = 'unsealed'
  let seq = 0
  for (;;) {
    const rows = await db.select().from(auditLog).where(gt(auditLog.seq, seq)).orderBy(asc(auditLog.seq)).limit(1000)
    for (const { hash, prevHash, ...row } of rows) {
      if (row.seq !== seq + 1 || prevHash !== prev || hashOf(prev, row) !== hash) return seq + 1
      prev = hash
      seq = row.seq
    }
    if (rows.length < 1000) break
  }
  const [head] = await db.select().from(auditHead)
  return head?.seq === seq && head.hash === prev ? null : seq + 1
}

function hashOf(prev: string, row: AuditEntry & { seq: number }) {
  const said = [row.seq, row.at.toISOString(), row.actor, row.action, row.subject, row.investigationId, row.detail]
  return createHash('sha256')
    .update(`unsealed audit\n${prev}\n${canonical(said)}`)
    .digest('hex')
}

/** JSON with its keys in order, so that the same content always has the same hash. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  )
}
