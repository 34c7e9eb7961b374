import { Refusal } from '#lib/domain/refusal'

/** Part: refuses conflict (412) where the caller's copy is older than the row it wants to change. */
export function expectVersion(row: { version: number }, expected: number | undefined) {
  if (expected === undefined || expected === row.version) return
  throw new Refusal('conflict', 'Somebody changed this in the meantime. Look at the newest version and try again.', {
    status: 412,
  })
}
