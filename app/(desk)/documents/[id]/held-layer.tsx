import type { Quarantine } from '#lib/domain/quarantine'
import { placeOf } from './mark-layer.tsx'

/** Over a page: where words are held back that nobody sees on it. */
export function HeldLayer({ held, page }: { held: Quarantine; page: number }) {
  const places = held.pages.find((one) => one.page === page)?.places ?? []
  return (
    <div className="mark-layer" aria-hidden="true">
      {places
        .flatMap(({ boxes }) => boxes)
        .map((box) => (
          <div key={box.join()} className="held-box" style={placeOf(box)} />
        ))}
    </div>
  )
}
