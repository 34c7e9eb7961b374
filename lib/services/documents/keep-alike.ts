import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents } from '#db/schema'
import { areAlike, type Print, similarity, wordsToCompare } from '#lib/domain/likeness'
import { isSameMessage, isTelling, plainSubject } from '#lib/domain/thread'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import { asCorrespondence } from '#lib/services/documents/keep-messages'

/** A document that may be the same as `document`, and what both are compared by; null: too short to be told by its words. */
export type Compared = { other: DocumentRow; print: Print | null }

/** Part: which of those that look alike are the same in another form. Two mails are if they are one message. */
export function alikeAmong(document: DocumentRow, print: Print | null, compared: readonly Compared[]): string[] {
  return compared.flatMap(({ other, print: theirs }) => {
    const both = document.email && other.email
    const same = both ? isOneLetter(document, print, other, theirs) : print && theirs && areAlike(print, theirs)
    return same ? [other.id] : []
  })
}

/** The same Message-ID and subject; or the same sender, moment and subject over the same words. */
function isOneLetter(a: DocumentRow, printA: Print | null, b: DocumentRow, printB: Print | null): boolean {
  if (!a.email || !b.email) return false
  const { messageId } = a.email
  const sameId = messageId !== null && messageId === b.email.messageId && isTelling(messageId)
  const other = printA && printB && similarity(printA, printB) < 0.5 // parts of a letter sent in pieces share its id
  const sameMoment = a.email.date === b.email.date || a.email.date === null || b.email.date === null
  if (sameId && sameMoment && plainSubject(a.email.subject) === plainSubject(b.email.subject)) return !other
  if (!isSameMessage(asCorrespondence(a.email, ''), asCorrespondence(b.email, ''))) return false
  if (printA && printB) return areAlike(printA, printB)
  return wordsToCompare(a.text ?? '').join(' ') === wordsToCompare(b.text ?? '').join(' ')
}

/**
 * Part: a document and those alike become one group, with all that are in a group with any of them; the group's id is
 * that of the first of them. One that is like no other any more leaves its group. @returns the group's id.
 */
export async function keepGroup(tx: Tx, document: DocumentRow, alike: readonly string[]): Promise<string | null> {
  const { investigationId, id } = document
  if (alike.length === 0) {
    await tx.update(documents).set({ groupId: null }).where(eq(documents.id, id))
    return null
  }
  const here = eq(documents.investigationId, investigationId)
  const ids = [id, ...alike]
  const direct = await tx
    .select({ groupId: documents.groupId })
    .from(documents)
    .where(and(here, inArray(documents.id, ids), isNotNull(documents.groupId)))
  const groups = [...new Set(direct.flatMap((row) => row.groupId ?? []))]
  const members = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(
        here,
        isNull(documents.deletedAt),
        or(inArray(documents.id, ids), groups.length > 0 ? inArray(documents.groupId, groups) : undefined),
      ),
    )
    .orderBy(asc(documents.number))
  const groupId = members[0]?.id ?? id
  const all = members.map((member) => member.id)
  for (let at = 0; at < all.length; at += 500)
    await tx
      .update(documents)
      .set({ groupId })
      .where(and(here, inArray(documents.id, all.slice(at, at + 500))))
  return groupId
}
