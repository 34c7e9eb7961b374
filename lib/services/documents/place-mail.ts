import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import type { documents } from '#db/schema'
import { documentPlaces, users } from '#db/schema'
import { placeCommunication } from '#lib/services/requests/place-communication'
import type { World } from '#lib/world'

/**
 * Part: a mail that was put under a request, and has been read, becomes a communication of it, once; what it carried
 * goes with it. It went out if one of us sent it, and came in otherwise. No-op for anything else.
 */
export async function placeMail(world: World, tx: Tx, mail: typeof documents.$inferSelect, createdBy: string) {
  const { email, investigationId } = mail
  if (!email) return
  const its = eq(documentPlaces.documentId, mail.id)
  const waiting = await tx
    .select()
    .from(documentPlaces)
    .where(and(its, isNull(documentPlaces.communicationId), isNull(documentPlaces.parentId)))
  for (const place of waiting) {
    if (!place.requestId) continue
    const address = /<([^<>]+)>$/.exec(email.from ?? '')?.[1] ?? email.from ?? ''
    const [colleague] = await tx.select({ id: users.id }).from(users).where(eq(users.email, address.toLowerCase()))
    const made = await placeCommunication(world, tx, {
      investigationId,
      requestId: place.requestId,
      direction: colleague ? 'out' : 'in',
      channel: 'email',
      occurredAt: email.date ? new Date(email.date) : mail.createdAt,
      from: email.from,
      to: email.to.join(', ') || null,
      cc: email.cc.join(', ') || null,
      subject: email.subject,
      body: mail.text ?? '',
      html: mail.html,
      messageId: email.messageId,
      documentId: mail.id,
      createdBy,
    })
    const belongs = { requestId: place.requestId, communicationId: made.id }
    await tx.update(documentPlaces).set(belongs).where(eq(documentPlaces.id, place.id))
    await carryAlong(world, tx, mail.id, investigationId, belongs)
  }
}

/** What a mail carried stands under the same request and communication as the mail itself. */
async function carryAlong(
  world: World,
  tx: Tx,
  parentId: string,
  investigationId: string,
  belongs: { requestId: string; communicationId: string },
) {
  const carried = await tx.select().from(documentPlaces).where(eq(documentPlaces.parentId, parentId))
  const seen = new Set<string>()
  for (const place of carried) {
    if (seen.has(place.documentId)) continue
    seen.add(place.documentId)
    if (carried.some((p) => p.documentId === place.documentId && p.communicationId === belongs.communicationId))
      continue
    const free = carried.find((p) => p.documentId === place.documentId && p.communicationId === null)
    if (free) await tx.update(documentPlaces).set(belongs).where(eq(documentPlaces.id, free.id))
    else {
      const { documentId } = place
      await tx
        .insert(documentPlaces)
        .values({ id: world.id('place'), investigationId, documentId, parentId, ...belongs })
    }
  }
}
