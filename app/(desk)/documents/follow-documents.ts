'use client'

import type { DocumentItem } from '#lib/domain/document'
import { warningsInWords } from '#lib/domain/document-words'
import { all, change, type Entry } from './intake-store.ts'
import { ask } from './send-file.ts'

/** So many are asked about in one call; as they come to their end, the next move up. */
const asked = 100
let following = false

/** Asks how far the documents are that this tab has sent, in one call for all, until each is ready or failed. */
export function followDocuments() {
  if (following) return
  following = true
  void follow().finally(() => {
    following = false
  })
}

async function follow() {
  for (let pause = 500; ; pause = Math.min(3000, pause * 1.3)) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    const open = [...all()].filter(({ state, document }) => state === 'reading' && document).slice(0, asked)
    if (open.length === 0) return
    const ids = [...new Set(open.flatMap(({ document }) => document?.id ?? []))].join(',')
    const answer = await ask<{ data: DocumentItem[] }>(`/documents?ids=${ids}&limit=200`).catch(() => null)
    if (!answer) continue // the connection will be back
    let ended = false
    for (const entry of open)
      ended =
        tell(
          entry,
          answer.data.find((one) => one.id === entry.document?.id),
        ) || ended
    if (ended) pause = 500
    if (ended) dispatchEvent(new Event('unsealed:work'))
  }
}

/** @returns whether that was its end. */
function tell({ key, words }: Entry, item: DocumentItem | undefined): boolean {
  if (!item) {
    change(key, { state: 'failed', words: 'It was deleted meanwhile.' })
    return true
  }
  const { status, progress, failure, warnings } = item
  if (status === 'processing') {
    change(key, { done: progress.done, of: progress.of, phase: progress.phase })
    return false
  }
  if (status === 'failed') change(key, { state: 'failed', words: failure?.detail ?? 'It could not be read.' })
  else {
    const [first] = warningsInWords(warnings)
    const said = words ?? first
    change(key, { state: 'ready', look: warnings.length > 0, ...(said ? { words: said } : {}) })
  }
  return true
}
