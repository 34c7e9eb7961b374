import { eq } from 'drizzle-orm'
import { finish, holds, LostLease } from '#db/queue'
import { blobs, shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { type Check, checkNames, type FoundPage, type FoundParts } from '#lib/domain/exhibit'
import { coversOn, judgeExhibit, tellingStrings } from '#lib/domain/judge-exhibit'
import { act } from '#lib/services/act'
import { failShare } from '#lib/services/shares/fail-share'
import { openExhibits, shareRow } from '#lib/services/shares/find-share'
import { fileOfShare, type ShareFile } from '#lib/services/shares/share-file'
import type { World } from '#lib/world'

type Turn = { id: string; fence: number }

/**
 * Job: the file of a share, from the pages of its exhibits as they were verified; then the verifier attacks it as it
 * attacked them. It is there only where every check passes, else the share says why not. A share that has ended
 * meanwhile gets none. Throws LostLease, Unreadable, or an Error where another try follows.
 */
export async function buildPacket(world: World, actor: Actor, { shareId }: { shareId: string }, turn: Turn) {
  const share = await shareRow(world.db, shareId)
  if (share.packet !== null) return
  const its = await openExhibits(world.db, share, world.now()).catch(() => null)
  if (!its) return
  const file = await fileOfShare(world, share, its)
  if (!(await holds(world, turn))) throw new LostLease(turn.id)
  const kept = await world.blobs.put(world.exhibits.pdf(file.claimed.title, file.sheets, file.mark))
  const found = await attack(world, file, kept.sha256, turn)
  const now = await openExhibits(world.db, share, world.now()).catch(() => [])
  const frozen = JSON.stringify(now.map(({ sha256 }) => sha256)) === JSON.stringify(its.map(({ sha256 }) => sha256))
  const wrong = judgeExhibit(file.claimed, { ...found, frozen }).filter(({ passed }) => !passed)
  if (wrong.length > 0) return failShare(world, actor, { shareId, code: 'verifier', detail: inWords(wrong), job: turn })
  await act(world, actor, 'share.build', { noun: 'share', id: shareId }, async (tx) => {
    await tx
      .insert(blobs)
      .values({ ...kept, createdAt: world.now() })
      .onConflictDoNothing()
    await tx.update(shares).set({ packet: kept.sha256, failure: null }).where(eq(shares.id, shareId))
    await finish(tx, turn, world.now())
    return { value: undefined, subject: shareId, detail: { sha256: kept.sha256, pages: file.sheets.length } }
  })
}

async function attack(world: World, { claimed, sheets, mark, language }: ShareFile, sha256: string, turn: Turn) {
  const pages: FoundPage[] = []
  let parts: FoundParts = { problems: ['it could not be taken apart'], found: [], pages: 0 }
  const says = sheets.map((sheet) => sheet.says.map(({ text }) => text))
  const options = {
    strings: tellingStrings(claimed.marks),
    reasons: claimed.marks.map(({ reason }) => reason),
    number: '',
    printed: { stamps: sheets.map(({ stamp }) => stamp), says, mark },
    pages: sheets.map(({ image }, i) => ({ ...coversOn(claimed.marks, i + 1), picture: image })),
    language,
  }
  const file = await world.blobs.local(sha256)
  try {
    for await (const one of world.exhibits.verify(file.path, options)) {
      if ('parts' in one) parts = one.parts
      else pages.push(one.page)
      if (!(await holds(world, turn))) throw new LostLease(turn.id)
    }
  } finally {
    await file.release()
  }
  return { parts, pages }
}

const inWords = (wrong: readonly Check[]) =>
  wrong.map(({ name, detail }) => `${checkNames[name]}: ${detail}`).join('; ')
