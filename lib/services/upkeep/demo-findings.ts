import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { findings } from '#db/schema'
import { demoFigures } from '#lib/domain/demo/figures'
import { demoFindingTypes } from '#lib/domain/demo/finding-types'
import { type DemoAnchor, demoFindings } from '#lib/domain/demo/findings'
import type { DemoPerson } from '#lib/domain/demo/marking'
import type { DemoSource } from '#lib/domain/demo/sources'
import type { FigureSource } from '#lib/domain/figure'
import { placeFindingType } from '#lib/services/findings/define-finding-type'
import { placeFinding } from '#lib/services/findings/place-finding'
import type { Scope } from '#lib/services/prove'
import { placeFigure } from '#lib/services/story/add-figure'
import type { Ids } from '#lib/services/upkeep/demo-requests'
import type { World } from '#lib/world'

type Known = { agencies: Ids; documents: Ids; people: Record<DemoPerson, string> }

/** Part: finding types and findings, each quote found on its page; then what the second person said of them. */
export async function placeDemoFindings(world: World, tx: Tx, scope: Scope, known: Known) {
  const { agencies, people } = known
  const types = new Map<string, string>()
  for (const { key, ...type } of demoFindingTypes) types.set(key, (await placeFindingType(tx, scope, world, type)).id)
  for (const { typeKey, agencyKey, statement, values, status, author, decidedBy, ...finding } of demoFindings) {
    const { id } = await placeFinding(tx, scope, world, {
      typeId: types.get(typeKey) ?? '',
      agencyId: agencyKey === null ? null : (agencies.get(agencyKey) ?? ''),
      statement,
      values,
      anchors: finding.anchors.map((anchor) => placed(anchor, known)),
      createdBy: people[author],
    })
    if (!decidedBy) continue
    const decided = { status, decidedBy: people[decidedBy], decidedAt: world.now() }
    const next = { ...decided, version: sql`${findings.version} + 1` }
    await tx.update(findings).set(next).where(eq(findings.id, id))
  }
}

/** Part: who said which number, when. */
export async function placeDemoFigures(world: World, tx: Tx, scope: Scope, known: Known) {
  for (const { sources, anchor, ...figure } of demoFigures) {
    const { role: _role, ...place } = anchor ? placed(anchor, known) : { role: null }
    await placeFigure(tx, scope, world, {
      ...figure,
      sources: sources.map(sourceOf),
      ...('documentId' in place ? { anchor: place } : {}),
      createdBy: known.people.reporter,
    })
  }
}

const placed = ({ documentKey, ...anchor }: DemoAnchor, { documents }: Known) => ({
  ...anchor,
  documentId: documents.get(documentKey) ?? '',
})

/** Of a day that is only roughly known the month is said. */
const sourceOf = ({ date, approximate, outlet, tier, title, url }: DemoSource): FigureSource => ({
  date: approximate ? date.slice(0, 7) : date,
  outlet,
  ...(tier === null ? {} : { tier }),
  ...(title === '' ? {} : { title }),
  ...(url === '' ? {} : { url }),
})
