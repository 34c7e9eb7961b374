import { judgeBag } from '#lib/domain/bag'
import type { World } from '#lib/world'

/** Whether a folder or ZIP on this machine is a whole bag, and in words what is wrong. Refuses invalid: there is none. */
export async function verifyBag({ bags }: Pick<World, 'bags'>, path: string) {
  const found = await bags.read(path)
  const problems = judgeBag(found)
  return { ok: problems.length === 0, files: found.files.size, problems }
}
