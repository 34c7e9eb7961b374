'use client'

import { useEffect, useState } from 'react'

type Wait = { start: () => void }
const waiting: Wait[] = []
let sheets = 0
let small = 0

/** Small pages are drawn one at a time, and only while no large page is waiting: what is read comes first. */
function pump() {
  if (sheets > 0 || small > 0) return
  const next = waiting.pop() // the one that came into view last
  if (!next) return
  small++
  next.start()
}

/**
 * The image of a page, asked for when it has stayed in view for a moment: whoever scrolls past a hundred pages does
 * not have a hundred drawn. One that fails is asked for again a few times.
 */
export function PageImage({
  documentId,
  page,
  width,
  thumb = false,
}: {
  documentId: string
  page: number
  width: 700 | 1000 | 2000
  thumb?: boolean
}) {
  const [due, setDue] = useState(false)
  const [tries, setTries] = useState(0)
  const [loaded, setLoaded] = useState(false)
  useEffect(() => {
    if (loaded) return
    let mine = false
    const turn: Wait = {
      start: () => {
        mine = true
        setDue(true)
      },
    }
    if (!thumb) sheets++
    const timer = setTimeout(
      () => {
        if (!thumb) return setDue(true)
        waiting.push(turn)
        pump()
      },
      thumb ? 250 : 80,
    )
    return () => {
      clearTimeout(timer)
      const at = waiting.indexOf(turn)
      if (at >= 0) waiting.splice(at, 1)
      if (mine) small--
      if (!thumb) sheets--
      setTimeout(pump)
    }
  }, [thumb, loaded])
  if (tries > 3)
    return (
      <p className="sheet-broken">{thumb ? '' : 'The picture of this page could not be drawn. Its text is here.'}</p>
    )
  if (!due) return null
  return (
    // biome-ignore lint/performance/noImgElement: our own page images are drawn to size on the server
    <img
      key={tries}
      src={`/api/v1/documents/${documentId}/pages/${page}/image?width=${width}`}
      alt=""
      decoding="async"
      draggable={false}
      onLoad={() => setLoaded(true)}
      onError={() => setTimeout(() => setTries((n) => n + 1), 800 * 2 ** tries)}
    />
  )
}
