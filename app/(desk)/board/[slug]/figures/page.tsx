import type { Metadata } from 'next'
import Link from 'next/link'
import { can } from '#lib/domain/actions'
import { type FigureView, saySource } from '#lib/domain/figure'
import { listFigures } from '#lib/services/story/list-figures'
import { page } from '../../../../_door/page'
import { EmptyState } from '../../../../_ui/states'
import { Cell, HeadCell, Table } from '../../../../_ui/table'
import { type BoardProps, readAsked } from '../../asked'
import { BoardHead } from '../../board-head'
import { boardTitle, readBoard } from '../../read-board'
import { AddFigure } from './add-figure'
import '../../board.css'

export const generateMetadata = ({ params }: BoardProps): Promise<Metadata> => boardTitle(params, ', figures')

/** Who said which number, when, and where it stands: side by side, so that what disagrees is seen. */
export default async function FiguresPage({ params }: Pick<BoardProps, 'params'>) {
  const { slug } = await params
  const asked = readAsked({})
  const { board, figures: many, printed, actor } = await readBoard(slug, asked, { newest: 0, cell: '' })
  const { id: investigationId, role } = board.investigation
  const { data } = await page((world, actor) => listFigures(world, actor, { investigationId, limit: 200 }))
  const metrics = Map.groupBy(data, (figure) => figure.metric)
  return (
    <div className="board-sheet">
      <BoardHead board={board} asked={asked} view="figures" figures={many} printed={printed} />
      {data.length === 0 ? (
        <EmptyState>
          No figure yet. Put one down with who said it and when, so that what disagrees can be seen.
        </EmptyState>
      ) : (
        <div className="mt-4 grid gap-5">
          {[...metrics].map(([metric, figures]) => (
            <Table
              key={metric}
              caption={metric}
              showCaption
              head={
                <>
                  <HeadCell className="w-52">Figure</HeadCell>
                  <HeadCell className="w-32">As of</HeadCell>
                  <HeadCell className="w-60">Said by</HeadCell>
                  <HeadCell>Where</HeadCell>
                </>
              }
            >
              {[...figures].sort(byDate).map((figure) => (
                <tr key={figure.id}>
                  <Cell className="font-semibold" label="Figure">
                    {figure.value}
                    {figure.unit ? <span className="font-normal text-muted"> {figure.unit}</span> : null}
                  </Cell>
                  <Cell label="As of" className="whitespace-nowrap">
                    {sayDate(figure)}
                  </Cell>
                  <Cell label="Said by">{figure.saidBy}</Cell>
                  <Cell label="Where">
                    <Sources figure={figure} />
                  </Cell>
                </tr>
              ))}
            </Table>
          ))}
        </div>
      )}
      {can(actor, 'figure.add', role) ? (
        <div className="no-print mt-5">
          <AddFigure investigationId={investigationId} metrics={[...metrics.keys()]} />
        </div>
      ) : null}
    </div>
  )
}

const byDate = (a: FigureView, b: FigureView) => a.asOf.localeCompare(b.asOf)
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** 28 Aug 2019, Jul 2019 or 2019: no more than is known. */
function sayDate({ asOf }: FigureView) {
  const [year, month, day] = asOf.split('-')
  return [day && String(Number(day)), month && months[Number(month) - 1], year].filter(Boolean).join(' ')
}

function Sources({ figure }: { figure: FigureView }) {
  return (
    <ul>
      {figure.sources.map((source) => {
        const words = saySource(source)
        const href = source.document ? `/documents/${source.document}#p${source.page ?? 1}` : source.url
        return (
          <li key={words}>
            {href ? (
              <Link href={href} prefetch={false} rel={source.document ? undefined : 'noreferrer'}>
                {words}
              </Link>
            ) : (
              words
            )}
          </li>
        )
      })}
    </ul>
  )
}
