'use client'

import { useRefreshAsWorkMoves } from '../../_ui/work.ts'

/**
 * Asks the server for this page again when what is under way has moved on: the one small question of the frame tells, so
 * a page that waits costs nothing. Draws nothing.
 */
export function RefreshWhile({ busy }: { busy: boolean }) {
  useRefreshAsWorkMoves(busy)
  return null
}
