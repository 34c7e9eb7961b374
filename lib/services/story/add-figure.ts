import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { figures, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { findQuote } from '#lib/domain/anchor'
import { amountIn, type FigureSource, type FigureView, type NewFigure } from '#lib/domain/figure'
import { invalid, Refusal } from '#lib/domain/refusal'
import { act, nameOf } from '#lib/services/act'
import type { Scope } from '#lib/services/prove'
import { presentFigures } from '#lib/services/story/present-figures'
import type { World } from '#lib/world'

/** Who said which number, when. Refuses not_found, forbidden, invalid (a source that is not of this investigation). */
export async function addFigure(world: World, actor: Actor, input: NewFigure): Promise<FigureView> {
  const on = { noun: 'investigation' as const, id: input.investigationId }
  return act(world, actor, 'figure.add', on, async (tx, scope) => {
    const row = await placeFigure(tx, scope, world, { ...input, createdBy: nameOf(actor) })
    const [view] = await presentFigures(tx, [row])
    if (!view) throw new Refusal('not_found', 'The figure is gone.')
    return { value: view, subject: row.id, detail: { metric: row.metric, asOf: row.asOf } }
  })
}

/** Part: keeps a figure after those there are; where it stands in a document becomes a source of it. */
export async function placeFigure(
  tx: Tx,
  scope: Scope,
  world: World,
  input: Omit<NewFigure, 'investigationId'> & { createdBy: string; amount?: number | null },
) {
  const { investigationId } = scope
  const { anchor, unit = null, amount = amountIn(input.value), sources: given, ...figure } = input
  const sources: FigureSource[] = []
  for (const [i, source] of given.entries()) sources.push(await ofHere(tx, scope, source, `sources.${i}`))
  if (anchor) {
    const { quote, ...place } = anchor
    const source = await ofHere(tx, scope, place, 'anchor')
    if (quote) await expectQuote(tx, source.documentId ?? '', anchor.page, quote)
    sources.push(source)
  }
  const here = eq(figures.investigationId, investigationId)
  const [last] = await tx
    .select({ most: sql<number | null>`max(${figures.position})` })
    .from(figures)
    .where(here)
  const position = Number(last?.most ?? 0) + 1
  const row = { id: world.id('figure'), investigationId, ...figure, amount, unit, sources, position }
  const [made] = await tx
    .insert(figures)
    .values({ ...row, createdAt: world.now() })
    .returning()
  if (!made) throw new Error('an insert returns its row')
  return made
}

async function ofHere<T extends { documentId?: string | undefined }>(tx: Tx, scope: Scope, source: T, field: string) {
  if (source.documentId === undefined) return source
  const home = await homeOf(tx, 'document', source.documentId)
  if (home?.investigationId !== scope.investigationId)
    throw invalid(`${field}.documentId`, 'There is no such document in this investigation.')
  return { ...source, documentId: home.id }
}

async function expectQuote(tx: Tx, documentId: string, page: number, quote: string) {
  const here = and(eq(pages.documentId, documentId), eq(pages.page, page))
  const layers = await tx.select({ words: pages.words }).from(pages).where(here)
  if (!layers.some(({ words }) => findQuote(words, quote)))
    throw invalid('anchor.quote', `These words do not stand on page ${page}. Copy them as they stand there.`)
}
