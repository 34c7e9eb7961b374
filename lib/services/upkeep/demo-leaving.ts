import { and, eq, inArray, ne, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import {
  anchors,
  communications,
  documentPlaces,
  documents,
  exhibits,
  figures,
  findings,
  findingTypes,
  marks,
  requests,
} from '#db/schema'
import { type DemoRecord, loadedIds } from '#lib/domain/demo/record'

/** `whole`: the investigation goes with all that is in it. Ids begin with what they name, so one list holds all kinds. */
export type Leaving = { whole: boolean; going: string[]; added: string[]; beneath: string[] }

/**
 * Part: what a removal takes. Where people added nothing (or deleted it again) the whole investigation goes. Else
 * everything of the demonstration goes that nothing added stands on: a finding stands on its type, its agency and the
 * documents it quotes, a mark or an exhibit on its document, a document on the request
 * and communication that brought it, a request on its thread, each on
 * whoever made it. Agencies and people that other investigations name stay in any case.
 */
export async function findLeaving(tx: Tx, record: DemoRecord): Promise<Leaving> {
  const loaded = new Set(loadedIds(record))
  const { things, standsOn } = await readInside(tx, record.investigationId, loaded)
  const own = things.filter(({ id }) => !loaded.has(id))
  const added = own.filter(({ gone }) => !gone).map(({ id }) => id)
  const whole = added.length === 0
  const kept = new Set([...(whole ? [] : own.map(({ id }) => id)), ...(await namedElsewhere(tx, record))])
  for (const id of kept) for (const below of standsOn.get(id) ?? []) kept.add(below) // a Set walks what is added to it
  const ids = new Set([...loaded, ...(whole ? things.map(({ id }) => id) : [])])
  return {
    whole,
    going: [...ids].filter((id) => !kept.has(id)),
    added,
    beneath: [...loaded].filter((id) => kept.has(id)),
  }
}

/** Every thing of an investigation, `gone` where it was deleted or retired, and the ids that each stands on. */
async function readInside(tx: Tx, investigationId: string, loaded: ReadonlySet<string>) {
  const things: { id: string; gone: boolean }[] = []
  const standsOn = new Map<string, string[]>()
  const stand = (id: string, on: readonly (string | null)[]) => {
    standsOn.set(id, [...(standsOn.get(id) ?? []), ...on.filter((below) => below !== null)])
  }
  const put = (id: string, gone: boolean, on: readonly (string | null)[]) => {
    things.push({ id, gone })
    stand(id, on)
  }
  for (const r of await tx.select().from(requests).where(eq(requests.investigationId, investigationId)))
    put(r.id, false, [r.agencyId, r.createdBy, r.ownerId])
  for (const c of await tx.select().from(communications).where(eq(communications.investigationId, investigationId))) {
    put(c.id, false, [c.requestId, c.documentId, c.createdBy])
    stand(c.requestId, [c.id])
  }
  for (const d of await tx.select().from(documents).where(eq(documents.investigationId, investigationId)))
    put(d.id, d.deletedAt !== null, [d.createdBy])
  for (const p of await tx.select().from(documentPlaces).where(eq(documentPlaces.investigationId, investigationId))) {
    stand(p.documentId, [p.requestId, p.communicationId, p.parentId])
    // what people asked for themselves keeps what came back
    for (const id of [p.requestId, p.communicationId]) if (id && !loaded.has(id)) stand(id, [p.documentId])
  }
  for (const t of await tx.select().from(findingTypes).where(eq(findingTypes.investigationId, investigationId)))
    put(t.id, t.retiredAt !== null, [])
  for (const f of await tx.select().from(findings).where(eq(findings.investigationId, investigationId)))
    put(f.id, f.deletedAt !== null, [f.typeId, f.agencyId, f.createdBy, f.decidedBy])
  for (const a of await tx.select().from(anchors).where(eq(anchors.investigationId, investigationId)))
    stand(a.findingId, [a.documentId])
  for (const f of await tx.select().from(figures).where(eq(figures.investigationId, investigationId)))
    put(f.id, false, [f.createdBy, ...f.sources.map((source) => source.documentId ?? null)])
  for (const m of await tx.select().from(marks).where(eq(marks.investigationId, investigationId)))
    put(m.id, false, [m.documentId, m.createdBy])
  for (const e of await tx.select().from(exhibits).where(eq(exhibits.investigationId, investigationId)))
    put(e.id, false, [e.documentId, e.preparedBy, e.approvedBy, ...e.marks.map(({ authorId }) => authorId)])
  return { things, standsOn }
}

/** Agencies belong to the whole house, and a colleague may have been made a member elsewhere. */
async function namedElsewhere(tx: Tx, { investigationId, agencies, users }: DemoRecord): Promise<string[]> {
  const asked = await tx
    .select({ agencyId: requests.agencyId, ownerId: requests.ownerId })
    .from(requests)
    .where(
      and(
        ne(requests.investigationId, investigationId),
        or(inArray(requests.agencyId, agencies), inArray(requests.ownerId, users)),
      ),
    )
  const found = await tx
    .selectDistinct({ agencyId: findings.agencyId })
    .from(findings)
    .where(and(ne(findings.investigationId, investigationId), inArray(findings.agencyId, agencies)))
  return [...asked.flatMap((row) => [row.agencyId, row.ownerId]), ...found.map((row) => row.agencyId)].filter(
    (id) => id !== null,
  )
}
