import type { Metadata } from 'next'
import { arrangeCards } from '#lib/domain/board'
import { statusWords } from '#lib/domain/finding'
import { readerOf } from '../../../findings/reader-of'
import { type BoardProps, readAsked } from '../../asked'
import { BoardCard } from '../../board-card'
import { BoardHead } from '../../board-head'
import { boardTitle, readBoard } from '../../read-board'
import '../../board.css'
import '../../../findings/findings.css'

export const generateMetadata = ({ params }: BoardProps): Promise<Metadata> => boardTitle(params, ', cards')

/** The findings as cards in the columns of their status, under the same filter as the matrix. */
export default async function CardsPage({ params, searchParams }: BoardProps) {
  const { slug } = await params
  const asked = readAsked(await searchParams)
  const { board, figures, printed, actor } = await readBoard(slug, asked)
  const definitions = new Map(board.types.map((type) => [type.id, type.values]))
  const reader = readerOf(actor, board.investigation.role)
  return (
    <div className="board-sheet">
      <BoardHead board={board} asked={asked} view="cards" figures={figures} printed={printed} />
      <div className="board-columns">
        {arrangeCards(board.findings).map(({ status, cards }) => (
          <section key={status} aria-label={statusWords[status]}>
            <h2>
              {statusWords[status]} <span className="font-normal text-muted">{cards.length}</span>
            </h2>
            <div className="mt-2 grid gap-3">
              {cards.map((finding) => (
                <BoardCard
                  key={finding.id}
                  finding={finding}
                  definitions={definitions.get(finding.typeId) ?? []}
                  reader={reader}
                />
              ))}
              {cards.length === 0 ? <p className="text-sm text-muted">None.</p> : null}
            </div>
          </section>
        ))}
      </div>
    </div>
  )
}
