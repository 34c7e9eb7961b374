import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { countIds, type DemoCounts } from '#lib/domain/demo/counts'
import { demoInvestigation } from '#lib/domain/demo/investigation'
import { loadedIds } from '#lib/domain/demo/record'
import { Refusal } from '#lib/domain/refusal'
import { act, ask } from '#lib/services/act'
import { relateJob } from '#lib/services/documents/relate-document'
import { buildJob } from '#lib/services/exhibits/prepare-exhibit'
import { keepInvestigation } from '#lib/services/investigations/open-investigation'
import { prove } from '#lib/services/prove'
import { placeDemoDocuments } from '#lib/services/upkeep/demo-documents'
import { placeDemoExhibits, publishJob } from '#lib/services/upkeep/demo-exhibits'
import { placeDemoFigures, placeDemoFindings } from '#lib/services/upkeep/demo-findings'
import { placeDemoMembers, placeDemoPeople } from '#lib/services/upkeep/demo-members'
import { makeDemoPapers } from '#lib/services/upkeep/demo-papers'
import { keepDemoRecord, readDemoRecord, rememberingWorld } from '#lib/services/upkeep/demo-record'
import { placeDemoAgencies, placeDemoRequests } from '#lib/services/upkeep/demo-requests'
import type { World } from '#lib/world'

export type LoadedDemo = {
  investigation: { id: string; key: string; slug: string; title: string }
  counts: DemoCounts
  /** People with an account, who all are members of it now. */
  members: number
}

/**
 * Loads the demonstration: an investigation built from published reporting, with files made by our own code, read and
 * placed as any upload is. Everybody with an account becomes a member, also who gets one later. Takes some seconds, most
 * of them before the transaction. Refuses forbidden, conflict (it is loaded already).
 */
export async function loadDemo(world: World, actor: Actor): Promise<LoadedDemo> {
  await ask(world, actor, 'demo.load', 'house')
  await refuseTwice(world.db) // before the work of making files
  const papers = await makeDemoPapers(world)
  return act(world, actor, 'demo.load', 'house', async (tx) => {
    await refuseTwice(tx)
    const { world: loading, made } = rememberingWorld(world)
    const investigation = await keepInvestigation(loading, tx, { ...demoInvestigation, orNext: true, demo: true })
    const { id: investigationId, key, slug, title } = investigation
    const members = await placeDemoMembers(loading, tx, investigationId)
    const people = await placeDemoPeople(loading, tx, investigationId)
    const scope = await prove(tx, actor, 'demo.load', { noun: 'investigation', id: investigationId })
    const agencies = await placeDemoAgencies(loading, tx)
    const asked = { investigationId, agencies, ownerId: people.reporter, now: world.now() }
    const { requests, communications } = await placeDemoRequests(loading, tx, asked)
    const places = { investigationId, requests, communications, people }
    const documents = await placeDemoDocuments(loading, tx, papers, places)
    await placeDemoFindings(loading, tx, scope, { agencies, documents, people })
    await placeDemoFigures(loading, tx, scope, { agencies, documents, people })
    const exhibits = await placeDemoExhibits(loading, tx, actor, { documents, people })
    const loadedAt = world.now().toISOString()
    const record = {
      investigationId,
      loadedAt,
      users: made('user'),
      agencies: made('agency'),
      requests: made('request'),
      communications: made('communication'),
      documents: made('document'),
      findingTypes: made('findingType'),
      findings: made('finding'),
      figures: made('figure'),
      marks: made('mark'),
      exhibits: made('exhibit'),
    }
    await keepDemoRecord(tx, record)
    const counts = countIds(loadedIds(record))
    return {
      value: { investigation: { id: investigationId, key, slug, title }, counts, members },
      subject: investigationId,
      detail: counts,
      // which mails are one thread is found out like anywhere, and exhibits are built, verified and only then published
      next: [
        ...exhibits.map(buildJob),
        ...[...documents.values()].map(relateJob),
        publishJob(investigationId, world.now()),
      ],
    }
  })
}

async function refuseTwice(tx: Tx) {
  const record = await readDemoRecord(tx)
  if (!record) return
  const here = eq(investigations.id, record.investigationId)
  const [row] = await tx.select({ key: investigations.key }).from(investigations).where(here)
  throw new Refusal(
    'conflict',
    `The demonstration is loaded already, as ${row?.key ?? 'an investigation'}. Remove it first to load it afresh.`,
  )
}
