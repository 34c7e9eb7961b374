'use client'

import { SelectAllBox } from '../../_ui/select-all-box.tsx'
import { pickAll, usePicked } from './picked.ts'

/** The tick box in the head of the list. */
export function PickAll() {
  const { picked, total } = usePicked()
  return <SelectAllBox selected={picked.length} total={total} onChange={pickAll} />
}
