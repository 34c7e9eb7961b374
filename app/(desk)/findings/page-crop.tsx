import clsx from 'clsx'
import type { AnchorView } from '#lib/domain/finding'

const letter = { width: 612, height: 792 }

/**
 * The place on the page where a passage stands, cut out of the page's image with the words lit. The cut is a window
 * in points of the page, so no style attribute is needed.
 */
export function PageCrop({
  anchor,
  ratio = 4,
  least = 0.5,
  className,
}: {
  anchor: Pick<AnchorView, 'documentId' | 'document' | 'page' | 'boxes' | 'size'>
  /** Width of the window over its height. */
  ratio?: number
  /** The part of the page's width that is seen at least. */
  least?: number
  className?: string
}) {
  const { width, height } = anchor.size ?? letter
  const { x, y, w, h } = windowOn(anchor.boxes, width, height, { ratio, least })
  return (
    <svg
      viewBox={`${x} ${y} ${w} ${h}`}
      preserveAspectRatio="xMidYMid meet"
      className={clsx('crop', className)}
      role="img"
      aria-label={`The passage on page ${anchor.page} of ${anchor.document}`}
    >
      <image
        href={`/api/v1/documents/${anchor.documentId}/pages/${anchor.page}/image?width=1000`}
        width={width}
        height={height}
        preserveAspectRatio="none"
      />
      {anchor.boxes.map(([x0, y0, x1, y1]) => (
        <rect
          key={`${x0} ${y0}`}
          className="crop-lit"
          x={x0 * width}
          y={y0 * height}
          width={(x1 - x0) * width}
          height={(y1 - y0) * height}
        />
      ))}
    </svg>
  )
}

/** The passage with some of its page about it: never narrower than `least` of the page, never beyond its edges. */
function windowOn(
  boxes: AnchorView['boxes'],
  width: number,
  height: number,
  { ratio, least }: { ratio: number; least: number },
) {
  const left = Math.min(1, ...boxes.map((box) => box[0])) * width
  const right = Math.max(0, ...boxes.map((box) => box[2])) * width
  const top = Math.min(1, ...boxes.map((box) => box[1])) * height
  const bottom = Math.max(0, ...boxes.map((box) => box[3])) * height
  if (boxes.length === 0) return { x: 0, y: 0, w: width, h: width / ratio }
  const w = Math.min(width, Math.max(width * least, right - left + 24, (bottom - top + 16) * ratio))
  const h = Math.min(height, w / ratio)
  const within = (at: number, most: number) => Math.max(0, Math.min(at, most))
  return {
    x: within((left + right - w) / 2, width - w),
    y: within((top + bottom - h) / 2, height - h),
    w,
    h,
  }
}
