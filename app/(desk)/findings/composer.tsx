'use client'

import { type KeyboardEvent, useState } from 'react'
import type { FindingTypeView, FindingView } from '#lib/domain/finding'
import type { Box } from '#lib/domain/page'
import { Button } from '../../_ui/button'
import { TextInput } from '../../_ui/inputs'
import { Notice } from '../../_ui/states'
import { Kbd, Quote } from '../../_ui/text'
import { toast } from '../../_ui/toast'
import { defineType } from '../investigations/actions'
import { removeFinding, saveFinding } from './actions'
import { FindingForm } from './finding-form'

type Props = {
  investigationId: string
  documentId: string
  page: number
  quote: string
  /** Where the words were selected, so that the right one of several like passages is meant. */
  boxes: Box[]
  types: readonly FindingTypeView[]
  /** Unless given, that of the request the document lies under. */
  agencyId?: string | null
  /** After each save, also when it was taken back (`null`): the marks on the page are to be read again. */
  onSaved: (finding: FindingView | null) => void
  onCancel: () => void
}

const longest = 280

/**
 * A passage becomes a finding in two keys: `f`, then the type's number or the first letters of its name. It is saved
 * at once; values and statement can then be filled in on the same panel.
 */
export function FindingComposer({ types, onSaved, onCancel, quote, boxes, agencyId, ...place }: Props) {
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState<FindingView>()
  const name = words.trim()
  const offered = types.filter((type) => type.name.toLowerCase().includes(words.trim().toLowerCase()))

  async function choose(type: FindingTypeView | undefined) {
    if (!type || busy) return
    setBusy(true)
    setProblem('')
    const { investigationId, documentId, page } = place
    const said = quote.trim().replace(/\s+/g, ' ')
    const statement = said.length > longest ? `${said.slice(0, longest - 1)}…` : said || `Marked on page ${page}`
    const passage = { documentId, page, role: 'supports' as const, boxes, ...(said ? { quote } : {}) }
    const agency = agencyId === undefined ? {} : { agencyId }
    const result = await saveFinding({ investigationId, typeId: type.id, statement, anchors: [passage], ...agency })
    setBusy(false)
    if (!result.ok) return setProblem(result.message)
    const { value } = result
    toast(`${value.number} saved: ${value.type}.`, { undo: () => takeBack(value.id) })
    onSaved(value)
    if (type.values.length > 0) setSaved(value)
    else onCancel()
  }

  /** What is looked for is often found while reading: its name as typed becomes a type, and this its first finding. */
  async function define() {
    setBusy(true)
    setProblem('')
    const result = await defineType({ investigationId: place.investigationId, name })
    setBusy(false)
    if (result.ok) await choose(result.value)
    else setProblem(result.message)
  }

  async function takeBack(id: string) {
    const result = await removeFinding({ id })
    if (!result.ok) throw new Error(result.message)
    onSaved(null)
    onCancel()
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter') offered[0] || !name ? choose(offered[0]) : define()
    else if (/^[1-9]$/.test(event.key) && words === '') choose(types[Number(event.key) - 1])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const type = saved && types.find(({ id }) => id === saved.typeId)
  if (saved && type) {
    return (
      <section aria-label={`${saved.number}, ${saved.type}`} className="composer">
        <h3>
          {saved.number} {saved.type}
        </h3>
        <Quote clamp>{saved.anchors[0]?.exact || quote}</Quote>
        <FindingForm
          finding={saved}
          definitions={type.values}
          onSaved={(next) => {
            onSaved(next)
            onCancel()
          }}
          onCancel={onCancel}
          save="Save values"
          cancel="Skip"
          autoFocus
        />
      </section>
    )
  }
  return (
    <section aria-label="New finding" className="composer">
      <Quote clamp>{quote}</Quote>
      {problem ? <Notice tone="late">{problem}</Notice> : null}
      <TextInput
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKey}
        aria-label={types.length > 0 ? 'Type of finding: its number or its name' : 'Name of a new type of finding'}
        placeholder={types.length > 0 ? 'What is it? Number or name' : 'What is it? Such as: data sharing'}
        autoComplete="off"
        autoFocus
      />
      <ul className="composer-types">
        {offered.map((one) => {
          const number = types.indexOf(one) + 1
          return (
            <li key={one.id}>
              <Button variant="quiet" onClick={() => choose(one)} disabled={busy}>
                {number < 10 ? <Kbd>{number}</Kbd> : null}
                {one.name}
              </Button>
            </li>
          )
        })}
        {name && !types.some((one) => one.name.toLowerCase() === name.toLowerCase()) ? (
          <li>
            <Button variant="quiet" onClick={define} disabled={busy}>
              New type “{name}”
            </Button>
          </li>
        ) : null}
      </ul>
      {types.length === 0 && !name ? (
        <p className="text-sm text-muted">
          The first finding here: name what it is, and it becomes a column of the board.
        </p>
      ) : null}
      <Button variant="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </section>
  )
}
