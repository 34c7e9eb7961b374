'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { wantPicture } from './page-pictures.ts'

/**
 * The picture of a page. Nothing is swapped before the browser can paint it: while a larger one is on its way, the one
 * that is there stays. `onThere` says once whether there is something to see.
 */
export function PageImage({
  documentId,
  page,
  width,
  small = false,
  onThere,
}: {
  documentId: string
  page: number
  width: 700 | 1000 | 2000
  small?: boolean
  onThere?: (there: boolean) => void
}) {
  const box = useRef<HTMLSpanElement>(null)
  const [broken, setBroken] = useState(false)
  const [due, setDue] = useState(!small)
  const latest = useRef(onThere)
  latest.current = onThere
  useEffect(() => {
    if (due) return
    const timer = setTimeout(() => setDue(true), 200) // whoever scrolls past a hundred small pages asks for none
    return () => clearTimeout(timer)
  }, [due])
  useLayoutEffect(() => {
    if (!due) return
    setBroken(false)
    return wantPicture({ documentId, page, width, small }, (picture) => {
      if (!picture) return setBroken(true)
      const elsewhere = picture.isConnected && picture.parentElement !== box.current // a page stands small in two places
      box.current?.replaceChildren(elsewhere ? picture.cloneNode() : picture)
      latest.current?.(true)
    })
  }, [documentId, page, width, small, due])
  if (broken)
    return (
      <p className="sheet-broken">{small ? '' : 'The picture of this page could not be drawn. Its text is here.'}</p>
    )
  return <span ref={box} className="page-image" />
}
