import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { settings } from '#db/schema'
import { type DemoRecord, demoRecordSchema } from '#lib/domain/demo/record'
import type { Named } from '#lib/domain/ids'
import type { World } from '#lib/world'

const key = 'demo'
/** Part: what the last loading made; null while the demonstration is not loaded. */
export async function readDemoRecord(tx: Tx): Promise<DemoRecord | null> {
  const [row] = await tx.select().from(settings).where(eq(settings.key, key))
  return row ? demoRecordSchema.parse(row.value) : null
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
