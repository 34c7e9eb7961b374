import type { Metadata } from 'next'
import { LinkButton } from '../../../_ui/button'
import { EmptyState } from '../../../_ui/states'
import { readerOf } from '../../findings/reader-of'
import { type BoardProps, readAsked } from '../asked'
import { BoardCard } from '../board-card'
import { BoardHead } from '../board-head'
import { CellPanel } from '../cell-panel'
import { Legend } from '../known'
import { Matrix } from '../matrix'
import { boardTitle, readBoard } from '../read-board'
import '../board.css'
import '../../findings/findings.css'
import { SoftLink } from '../../../_ui/soft-link'

export const generateMetadata = ({ params }: BoardProps): Promise<Metadata> => boardTitle(params, '')

/** The evidence board: what is known of every agency, with the newest findings beneath. */
export default async function BoardPage({ params, searchParams }: BoardProps) {
  const { slug } = await params
  const asked = readAsked(await searchParams)
  const { board, figures, printed, actor } = await readBoard(slug, asked, { newest: 4, cell: asked.cell })
  const { investigation } = board
  const decided = board.findings.filter((finding) => finding.decidedAt)
  const shown = decided.sort((a, b) => (b.decidedAt ?? '').localeCompare(a.decidedAt ?? '')).slice(0, 4)
  const definitions = new Map(board.types.map((type) => [type.id, type.values]))
  const reader = readerOf(actor, investigation.role)
  return (
    <div className="board-sheet">
      <BoardHead board={board} asked={asked} view="matrix" figures={figures} printed={printed} />
      {board.agencies.length === 0 || board.types.length === 0 ? (
        <Begin types={board.types.length} investigation={investigation} />
      ) : (
        <>
          <Matrix board={board} asked={asked} />
          <div className="mt-2 xl:hidden print:block">
            <Legend />
          </div>
        </>
      )}
      {shown.length > 0 ? (
        <section className="mt-5">
          <h2 className="mb-2 flex items-baseline gap-3 text-sm font-semibold">
            Cards <span className="font-normal text-muted">newest decision first</span>
            <SoftLink href={`/board/${investigation.slug}/cards`} className="ml-auto font-normal">
              All {board.left.length}
            </SoftLink>
          </h2>
          <div className="board-cards">
            {shown.map((finding) => (
              <BoardCard
                key={finding.id}
                finding={finding}
                definitions={definitions.get(finding.typeId) ?? []}
                reader={reader}
              />
            ))}
          </div>
        </section>
      ) : null}
      {asked.cell ? <CellPanel board={board} asked={asked} /> : null}
    </div>
  )
}

function Begin({ types, investigation }: { types: number; investigation: { slug: string; key: string } }) {
  if (types === 0)
    return (
      <EmptyState
        action={
          <LinkButton href={`/investigations/${investigation.slug}#types`} variant="primary">
            Define finding types
          </LinkButton>
        }
        example="Such as “Confidentiality clause”, or “Download credits” with an amount in dollars."
      >
        The board needs to know what you are looking for.
      </EmptyState>
    )
  return (
    <EmptyState
      action={
        <LinkButton href={`/requests/new?investigation=${investigation.key}`} variant="primary">
          Log a request
        </LinkButton>
      }
    >
      No agency here yet: one comes with its first request or finding, or the filter leaves all out.
    </EmptyState>
  )
}
