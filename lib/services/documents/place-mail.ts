import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { communications, documentPlaces, documents, users } from '#db/schema'
import type { EmailFacts } from '#lib/domain/document'
import { packTypes } from '#lib/domain/file-kinds'
import { placeCommunication } from '#lib/services/requests/place-communication'
import type { World } from '#lib/world'

/**
 * Part: a mail that was put under a request, and has been read, becomes a communication of it, once; what it carried
 * goes with it. It went out if one of us sent it, and came in otherwise. A mail out of a mailbox or archive under the
 * request is one only where one of us wrote or got it: the others are records that were asked for, not letters about
 * them. No-op for anything else.
 */
export async function placeMail(world: World, tx: Tx, mail: typeof documents.$inferSelect, createdBy: string) {
  const { email, investigationId } = mail
  if (!email) return
  const its = eq(documentPlaces.documentId, mail.id)
  const unplaced = and(its, isNull(documentPlaces.communicationId), isNotNull(documentPlaces.requestId))
  const waiting = await tx.select().from(documentPlaces).where(unplaced)
  for (const place of waiting) {
    if (!place.requestId) continue
    if (place.parentId && !(await isLetter(world, tx, place.parentId, email))) continue
    const ours = await areOurs(world, tx, [email.from])
    const here = and(eq(communications.documentId, mail.id), eq(communications.requestId, place.requestId))
    const [before] = await tx.select({ id: communications.id }).from(communications).where(here)
    const made =
      before ??
      (await placeCommunication(world, tx, {
        investigationId,
        requestId: place.requestId,
        direction: ours ? 'out' : 'in',
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
      }))
    const belongs = { requestId: place.requestId, communicationId: made.id }
    await tx.update(documentPlaces).set(belongs).where(eq(documentPlaces.id, place.id))
    await carryAlong(world, tx, mail.id, investigationId, belongs)
  }
}

/** It came out of a mailbox or archive, and one of us wrote it or got it. */
async function isLetter(world: World, tx: Tx, parentId: string, email: EmailFacts): Promise<boolean> {
  const [parent] = await tx.select({ mediaType: documents.mediaType }).from(documents).where(eq(documents.id, parentId))
  if (!parent || !packTypes.includes(parent.mediaType)) return false
  return areOurs(world, tx, [email.from, ...email.to, ...email.cc])
}

/** Whether any of these is a colleague, or the address of this house. */
async function areOurs(world: World, tx: Tx, people: readonly (string | null)[]): Promise<boolean> {
  const addresses = people.flatMap((who) => (who ? (/<([^<>]+)>$/.exec(who)?.[1] ?? who).toLowerCase() : []))
  const house = world.env.MAIL_ADDRESS?.toLowerCase()
  if (house && addresses.some((address) => address.replace(/\+[^@]*@/, '@') === house)) return true
  const [colleague] = await tx.select({ id: users.id }).from(users).where(inArray(users.email, addresses)).limit(1)
  return colleague !== undefined
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
        .values({ id: world.id('place'), investigationId, documentId, parentId, entry: place.entry, ...belongs })
    }
  }
}
