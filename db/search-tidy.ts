import type { Database } from '#db/client'
import { holdIndex, rewrite } from '#db/search-store'

/** So many entries at most go into one piece. */
const most = 4_096

/**
 * Daily: pieces of which entries are gone are written anew, so that what was deleted stands nowhere any more, and
 * small ones are put together. One transaction for each, so that nobody waits long.
 */
export async function tidyIndex({ db, transact }: Pick<Database, 'db' | 'transact'>): Promise<void> {
  const rows = await db.raw<{ id: number; investigation: string; left: number; gone: number }>(
    `select id, investigation_id as investigation, entries - gone as "left", gone from search_segments
     where gone > 0 or entries < ? order by investigation_id, id`,
    [most / 2],
  )
  let together: typeof rows = []
  const end = async () => {
    const [first] = together
    const ids = together.map(({ id }) => id)
    if (first && (ids.length > 1 || first.gone > 0))
      await transact(async (tx) => {
        await holdIndex(tx, first.investigation)
        await rewrite(tx, first.investigation, ids)
      })
    together = []
  }
  for (const row of rows) {
    const sum = together.reduce((all, { left }) => all + left, row.left)
    if (together.length > 0 && (together[0]?.investigation !== row.investigation || sum > most)) await end()
    together.push(row)
  }
  await end()
}
