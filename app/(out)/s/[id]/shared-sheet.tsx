import type { Box } from '#lib/domain/page'
import { redacted } from '#lib/domain/quote'
import type { SharedPage } from '#lib/services/shares/open-share'

/**
 * A page of a share: its picture, above it its own words to select and read aloud, over both for whom it is. All is
 * placed by attributes of SVG, because the policy of our pages knows no style of its own.
 */
export function SharedSheet({
  id,
  page,
  recipient,
  packet,
}: {
  id: string
  page: SharedPage
  recipient: string | null
  packet: boolean
}) {
  const { n, width, height } = page
  const place = `${page.number} · page ${page.page} of ${page.of}`
  return (
    <figure className="grid gap-1" id={`p-${n}`}>
      <div className="shared-sheet">
        {/* biome-ignore lint/performance/noImgElement: the picture is shown as it stands in the file */}
        <img
          src={`/s/${id}/pages/${n}`}
          width={Math.round(width * 2)}
          height={Math.round(height * 2)}
          alt=""
          loading={n > 2 ? 'lazy' : 'eager'}
        />
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: it is no picture: the words of the page stand in it */}
        <svg viewBox={`0 0 ${width} ${height}`}>
          {page.words.map(({ text, box }) => (
            <Letters key={`${box.join()} ${text}`} text={`${text} `} box={box} width={width} height={height} />
          ))}
          {page.taken.map(({ reason, box }) => (
            <Letters key={`${box.join()} ${reason}`} text={redacted(reason)} box={box} width={width} height={height} />
          ))}
          {page.taken.map(({ reason, box }) => (
            <Reason key={`${box.join()} ${reason}`} reason={reason} box={box} width={width} height={height} />
          ))}
          {recipient ? <Watermark n={n} name={recipient} width={width} height={height} /> : null}
        </svg>
      </div>
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-xs text-muted">
        <span>{packet ? `P-${n} · ${place}` : place}</span>
        {recipient ? <span>Prepared for {recipient}</span> : null}
      </figcaption>
    </figure>
  )
}

function Letters({
  text,
  box: [x0, y0, x1, y1],
  width,
  height,
}: {
  text: string
  box: Box
  width: number
  height: number
}) {
  const size = Math.max(1, (y1 - y0) * height)
  return (
    <text
      x={x0 * width}
      y={y1 * height - size * 0.2}
      fontSize={size * 0.9}
      textLength={Math.max(1, (x1 - x0) * width)}
      lengthAdjust="spacingAndGlyphs"
      fill="transparent"
    >
      {text}
    </text>
  )
}

/** Why it is black, in white on it, where there is room; as in the file. */
function Reason({
  reason,
  box: [x0, y0, x1, y1],
  width,
  height,
}: {
  reason: string
  box: Box
  width: number
  height: number
}) {
  const size = Math.min(7, (y1 - y0) * height * 0.7)
  if (size < 4 || (x1 - x0) * width - 4 < reason.length * size * 0.55) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: said already by the words, and takes no focus
    <text
      aria-hidden="true"
      className="shared-reason"
      x={x0 * width + 2}
      y={((y0 + y1) / 2) * height + size * 0.35}
      fontSize={size}
      fill="#fff"
    >
      {reason}
    </text>
  )
}

/** The name again and again, slanting, so that no part of a page can be shown without it. */
function Watermark({ n, name, width, height }: { n: number; name: string; width: number; height: number }) {
  const size = 16
  const step = Math.max(150, name.length * size * 0.62 + 50)
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a picture of a name takes no focus
    <g className="shared-mark" aria-hidden="true">
      <defs>
        <pattern
          id={`mark-${n}`}
          width={step}
          height={110}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-28)"
        >
          <text x={10} y={40} fontSize={size}>
            {name}
          </text>
          <text x={10 - step / 2} y={95} fontSize={size}>
            {name}
          </text>
          <text x={10 + step / 2} y={95} fontSize={size}>
            {name}
          </text>
        </pattern>
      </defs>
      <rect width={width} height={height} fill={`url(#mark-${n})`} />
    </g>
  )
}
