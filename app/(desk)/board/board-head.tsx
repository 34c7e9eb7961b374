import { findingStatuses, statusWords } from '#lib/domain/finding'
import type { BoardView } from '#lib/services/board/view-board'
import { Button, LinkButton } from '../../_ui/button'
import { SetCrumbs } from '../../_ui/crumbs'
import { Select, TextInput } from '../../_ui/inputs'
import { PageHeader } from '../../_ui/surface'
import { Tabs } from '../../_ui/tabs'
import { PrintHeader } from '../../_ui/text'
import { type Asked, hrefOf, isFiltered, queryOf } from './asked'
import { CopyLink } from './copy-link'
import { Legend } from './known'
import { SendOnChange } from './send-on-change'

type View = 'matrix' | 'cards' | 'figures'

/** What stands over every view of a board: its name, what is in it, the views, the one filter. */
export function BoardHead({
  board,
  asked,
  view,
  figures,
  printed,
}: {
  board: BoardView
  asked: Asked
  view: View
  figures: number
  printed: string
}) {
  const { investigation } = board
  const path = `/board/${investigation.slug}`
  const confirmed = board.left.filter((f) => f.status === 'checked' || f.status === 'cleared').length
  const proposed = board.left.filter((f) => f.status === 'proposed').length
  const claimed = board.left.length - confirmed
  const states = new Set(board.agencies.map((agency) => agency.jurisdiction)).size
  const many = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`
  const agencies = board.agencies.length === 1 ? '1 agency' : `${board.agencies.length} agencies`
  const file = view === 'figures' ? '/api/v1/figures' : '/api/v1/findings'
  const query = new URLSearchParams({ investigationId: investigation.id, format: 'csv' })
  if (view !== 'figures' && queryOf(asked)) query.set('q', queryOf(asked))
  return (
    <>
      <SetCrumbs crumbs={[{ label: 'Board', href: '/board' }, { label: investigation.title }]} />
      <PrintHeader number={investigation.key} title={investigation.title} printed={printed} />
      <PageHeader
        title={investigation.title}
        meta={
          <span className="hidden md:inline">
            {agencies} in {many(states, 'state')}, {many(board.left.length, 'finding')}: {confirmed} confirmed,{' '}
            {claimed} claimed
          </span>
        }
        actions={
          <span className="hidden gap-2 md:flex">
            {proposed > 0 ? (
              <LinkButton href={`/findings?investigation=${investigation.key}`}>Check {proposed}</LinkButton>
            ) : null}
            <CopyLink />
            <LinkButton href={`${file}?${query}`} download>
              CSV
            </LinkButton>
            <LinkButton href={`/investigations/${investigation.slug}#types`}>Types</LinkButton>
          </span>
        }
      />
      <Tabs
        label="Views"
        current={view === 'matrix' ? hrefOf(path, asked) : hrefOf(`${path}/${view}`, asked)}
        tabs={[
          { href: hrefOf(path, asked), label: 'Matrix' },
          { href: hrefOf(`${path}/cards`, asked), label: 'Cards', count: board.left.length },
          { href: hrefOf(`${path}/figures`, asked), label: 'Figures', count: figures },
        ]}
        end={
          view === 'matrix' ? (
            <span className="hidden xl:block">
              <Legend />
            </span>
          ) : null
        }
      />
      {view === 'figures' ? null : (
        <Filters board={board} asked={asked} path={view === 'cards' ? `${path}/cards` : path} />
      )}
    </>
  )
}

/** A form that asks the address; it sends itself when something is chosen, and has a button where it cannot. */
function Filters({ board, asked, path }: { board: BoardView; asked: Asked; path: string }) {
  const { types, agencies, states } = board.choices
  const any = (label: string) => ({ value: '', label })
  return (
    <SendOnChange action={path} className="board-filters no-print">
      <Select
        name="type"
        aria-label="Type"
        defaultValue={asked.type}
        options={[any('Any type'), ...types.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Select
        name="agency"
        aria-label="Agency"
        defaultValue={asked.agency}
        options={[any('Any agency'), ...agencies.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Select
        name="state"
        aria-label="State"
        defaultValue={asked.state}
        options={[any('Any state'), ...states.map((state) => ({ value: state, label: state }))]}
      />
      <Select
        name="status"
        aria-label="Status"
        defaultValue={asked.status}
        options={[any('Any status'), ...findingStatuses.map((value) => ({ value, label: statusWords[value] }))]}
      />
      <TextInput
        name="q"
        type="search"
        aria-label="Words in findings"
        placeholder="Words in findings"
        defaultValue={asked.q}
      />
      <Button type="submit">Filter</Button>
      {isFiltered(asked) ? (
        <LinkButton href={path} variant="quiet">
          Clear
        </LinkButton>
      ) : (
        <span className="ml-auto hidden text-xs text-muted md:inline">No filter set</span>
      )}
    </SendOnChange>
  )
}
