import type { Actor } from '#lib/domain/actions'
import { deadlinesOf } from '#lib/domain/deadline'
import type { PreviewDeadlines } from '#lib/domain/deadline-preview'
import { lawOf } from '#lib/domain/law'
import { invalid } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** Every clock of a law for a day of receipt, before anything is kept. Refuses invalid (no such jurisdiction). */
export async function previewDeadlines(world: World, actor: Actor, input: PreviewDeadlines) {
  return look(world, actor, 'jurisdiction.read', 'house', async () => {
    const law = lawOf(input.jurisdiction)
    if (!law) throw invalid('jurisdiction', 'There is no such jurisdiction.')
    return { deadlines: deadlinesOf(law, input.receivedOn, input.events, { channel: input.channel ?? null }) }
  })
}
