import type { ReviewMark, ReviewSheet } from '#lib/services/exhibits/open-review'

/** The pages as they were built, with the number and reason of each mark on its box. Nothing here comes from the original. */
export function Sheets({
  id,
  sheets,
  marks,
}: {
  id: string
  sheets: readonly ReviewSheet[]
  marks: readonly ReviewMark[]
}) {
  if (sheets.length === 0)
    return (
      <section className="sheets" aria-label="Pages of the exhibit">
        <div className="built-page built-soon">The pages show here once they are built.</div>
      </section>
    )
  return (
    <section className="sheets" aria-label="Pages of the exhibit">
      {sheets.map(({ page, sourcePage, width, height }) => {
        const here = marks.filter((mark) => mark.page === page)
        return (
          <figure key={page} id={`p${page}`}>
            <figcaption>
              <b>
                {page} of {sheets.length}
              </b>
              {sourcePage === page ? null : <span>page {sourcePage} of the document</span>}
              <span className="ml-auto">{here.length === 1 ? '1 mark' : `${here.length} marks`}</span>
            </figcaption>
            <div className="built-page">
              {/* biome-ignore lint/performance/noImgElement: the picture is shown as it stands in the file */}
              <img
                src={`/api/v1/exhibits/${id}/pages/${page}/image`}
                alt={`Page ${page} of the exhibit`}
                width={Math.round(width)}
                height={Math.round(height)}
                loading="lazy"
              />
              <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
                {here.map((mark) => (
                  <MarkOn key={mark.id} mark={mark} width={width} height={height} />
                ))}
              </svg>
            </div>
          </figure>
        )
      })}
    </section>
  )
}

function MarkOn({ mark, width, height }: { mark: ReviewMark; width: number; height: number }) {
  const [first] = mark.boxes
  const words = `${mark.n} ${mark.reason}`
  return (
    <g id={`on-${mark.id}`} className="mark-on">
      {mark.boxes.map(([x0, y0, x1, y1]) => (
        <rect
          key={`${x0} ${y0}`}
          x={x0 * width}
          y={y0 * height}
          width={(x1 - x0) * width}
          height={(y1 - y0) * height}
        />
      ))}
      {first ? (
        <text x={first[0] * width + 2} y={((first[1] + first[3]) / 2) * height + 2.6} fontSize="7.5">
          {words.length * 4.1 + 4 > (first[2] - first[0]) * width ? mark.n : words}
        </text>
      ) : null}
    </g>
  )
}
