import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { anchors, marks } from '#db/schema'
import type { HeldWord, Word } from '#lib/domain/page'

/**
 * Part: words that were released stood beside quotes and marks made meanwhile: there they are taken out too, where they
 * are nowhere else on the page. `then`: what is seen on it.
 */
export async function forgetWords(
  tx: Tx,
  input: { documentId: string; page: number; held: readonly HeldWord[]; then: readonly Word[] },
): Promise<void> {
  const { documentId, page } = input
  const seen = new Set(input.then.map(({ text }) => text))
  const gone = new Set(input.held.map(({ word }) => word.text).filter((text) => !seen.has(text)))
  const without = (text: string) => {
    const parts = text.split(/(\s+)/)
    return parts.some((part) => gone.has(part))
      ? parts
          .filter((part) => !gone.has(part))
          .join('')
          .trim()
      : text
  }
  const beside = and(eq(anchors.documentId, documentId), eq(anchors.page, page))
  for (const { id, prefix, suffix } of await tx.select().from(anchors).where(beside)) {
    const next = { prefix: without(prefix), suffix: without(suffix) }
    if (next.prefix === prefix && next.suffix === suffix) continue
    await tx.update(anchors).set(next).where(eq(anchors.id, id))
  }
  const marked = and(eq(marks.documentId, documentId), eq(marks.page, page))
  for (const { id, words, before, after } of await tx.select().from(marks).where(marked)) {
    const next = { words: without(words), before: without(before), after: without(after) }
    if (next.words === words && next.before === before && next.after === after) continue
    await tx.update(marks).set(next).where(eq(marks.id, id))
  }
}
