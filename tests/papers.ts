import { agencies, documentPlaces, documents, pages, requests } from '#db/schema'
import { indexDocument, indexPages, indexRequest } from '#db/search'
import { textOf, type Word } from '#lib/domain/page'
import type { Outcome, Stage } from '#lib/domain/request'
import type { World } from '#lib/world'

/** Rows straight into the tables and the index, for tests that are about something else than how they come to be. */
export async function buildAgency(world: World, name = 'Lakeland PD', jurisdiction = 'FL') {
  const row = { id: world.id('agency'), name, jurisdiction, aliases: [], createdAt: world.now() }
  await world.transact((tx) => tx.insert(agencies).values(row))
  return row
}

let last = 0

export async function buildRequest(
  world: World,
  input: {
    investigationId: string
    agencyId: string
    subject?: string
    stage?: Stage
    outcome?: Outcome | null
    dueOn?: string
  },
) {
  const { investigationId, agencyId, subject = 'Doorbell agreements', stage = 'filed', outcome = null } = input
  const at = { createdAt: world.now(), updatedAt: world.now() }
  const row = { id: world.id('request'), number: ++last, investigationId, agencyId, subject, body: 'All of them.' }
  const rest = { stage, outcome, needs: null, trackingNumbers: [], tags: [], deadlines: [], createdBy: 'usr_test' }
  await world.transact(async (tx) => {
    await tx
      .insert(requests)
      .values({ ...row, ...rest, ...at, dueOn: input.dueOn ?? null, filedOn: stage === 'draft' ? null : '2026-10-01' })
    await indexRequest(tx, { investigationId, requestId: row.id, subject, text: row.body })
  })
  return row
}

/** A page of words: each line of text a line of words, ten to a page's width. */
export const wordsOf = (text: string): Word[] =>
  text.split('\n').flatMap((line, n) =>
    line
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word, i) => ({ text: word, line: n, box: [i / 20, n / 50, i / 20 + 0.04, n / 50 + 0.015] as Word['box'] })),
  )

export async function buildDocument(
  world: World,
  input: { investigationId: string; pages: string[]; requestId?: string; name?: string },
) {
  const { investigationId, name = 'agreement.pdf', requestId = null } = input
  const id = world.id('document')
  const now = world.now()
  const sha256 = world.digest(id)
  const row = { id, investigationId, number: ++last, name, sha256, bytes: 10, kind: 'agreement', layer: 1 }
  const rest = { mediaType: 'application/pdf', status: 'ready' as const, pages: input.pages.length, warnings: [] }
  await world.transact(async (tx) => {
    await tx.insert(documents).values({ ...row, ...rest, createdBy: 'usr_test', createdAt: now })
    await tx.insert(documentPlaces).values({ id: world.id('place'), investigationId, documentId: id, requestId })
    const read = input.pages.map((text, i) => ({ page: i + 1, words: wordsOf(text), text: textOf(wordsOf(text)) }))
    const size = { investigationId, documentId: id, layer: 1, source: 'text' as const, width: 612, height: 792 }
    for (const page of read) await tx.insert(pages).values({ ...size, ...page, madeAt: now })
    await indexDocument(tx, { investigationId, documentId: id, name })
    await indexPages(tx, { investigationId, documentId: id, pages: read })
  })
  return { ...row, ...rest }
}
