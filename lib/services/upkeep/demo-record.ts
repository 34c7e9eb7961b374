import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client'
import { settings } from '#db/schema'
import type { Named } from '#lib/domain/ids'
import type { World } from '#lib/world'

const key = 'demo'
const ids = z.array(z.string())
const recordSchema = z.object({
  investigationId: z.string(),
  loadedAt: z.string(),
  users: ids,
  agencies: ids,
  requests: ids,
  communications: ids,
  documents: ids,
  findingTypes: ids,
  findings: ids,
  figures: ids,
})
/** The ids of what one loading made: removal removes these and no others. */
export type DemoRecord = z.infer<typeof recordSchema>

export const loadedIds = ({ investigationId: _, loadedAt: __, ...lists }: DemoRecord): string[] =>
  Object.values(lists).flat()

/** Part: what the last loading made; null while the demonstration is not loaded. */
export async function readDemoRecord(tx: Tx): Promise<DemoRecord | null> {
  const [row] = await tx.select().from(settings).where(eq(settings.key, key))
  return row ? recordSchema.parse(row.value) : null
}

export async function keepDemoRecord(tx: Tx, value: DemoRecord) {
  await tx.insert(settings).values({ key, value })
}

export async function forgetDemoRecord(tx: Tx) {
  await tx.delete(settings).where(eq(settings.key, key))
}

/**
 * Part: the world as one loading sees it. Every id it makes is remembered; its clock begins an hour ago and moves on a
 * second with each look, so that lists which put the newest first show the order in which things were made.
 */
export function rememberingWorld(world: World) {
  const made: Partial<Record<Named, string[]>> = {}
  let time = world.now().getTime() - 3600 * 1000
  const remembering: World = {
    ...world,
    id: (named) => {
      const id = world.id(named)
      made[named] = [...(made[named] ?? []), id]
      return id
    },
    now: () => {
      time += 1000
      return new Date(time)
    },
  }
  return { world: remembering, made: (named: Named) => made[named] ?? [] }
}
