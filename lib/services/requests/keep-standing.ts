import type { Tx } from '#db/client'
import { requestStandings } from '#db/schema'
import type { Standing } from '#lib/domain/request'

type Stands = Standing & { id: string; investigationId: string }

/**
 * Part: remembers how a request stands, where that is new, for `was:` in the search. Called in the transaction that
 * moves it; `before` null for one that has just come to be.
 */
export async function keepStanding(tx: Tx, before: Standing | null, now: Stands, at: Date): Promise<void> {
  const { id: requestId, investigationId, stage, outcome, needs } = now
  if (before && before.stage === stage && before.outcome === outcome && before.needs === needs) return
  await tx.insert(requestStandings).values({ requestId, investigationId, stage, outcome, needs, at })
}
