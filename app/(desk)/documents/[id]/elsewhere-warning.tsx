'use client'

import { useState, useTransition } from 'react'
import type { Elsewhere } from '#lib/domain/mark'
import { Button } from '../../../_ui/button.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { SoftLink } from '../../../_ui/soft-link.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { addMarksAction } from './mark-actions.ts'
import { isOpen, type ShownMark } from './mark-order.ts'
import type { Redaction } from './use-redaction.ts'

/** Where the words of a mark still stand, and the two answers to it. */
export function ElsewhereWarning({ mark, redaction }: { mark: ShownMark; redaction: Redaction }) {
  const { list } = redaction
  const [saying, setSaying] = useState(false)
  const [why, setWhy] = useState(mark.staysElsewhere ?? '')
  const [refusal, setRefusal] = useState('')
  const [busy, start] = useTransition()
  const { id } = mark
  const stay = (staysElsewhere: string | null) =>
    start(async () => {
      const refused = await list.edit(id ?? '', { staysElsewhere })
      setRefusal(refused ?? '')
      if (!refused) setSaying(false)
    })
  const markThose = () =>
    start(async () => {
      const { reason, exemption, words, wholeLine } = mark
      const input = { find: words.slice(0, 200), reason, wholeLine, ...(exemption ? { exemption } : {}) }
      let made = 0
      for (const documentId of within) {
        const said = await addMarksAction({ documentId, input })
        if (!said.ok) return setRefusal(said.message)
        made += said.value.data.length
      }
      list.refresh()
      setRefusal('')
      toast(made === 1 ? 'One more mark made.' : `${made} more marks made.`)
    })
  const open = isOpen(mark)
  const onPages = mark.elsewhere.filter(({ page }) => page !== undefined)
  const within = [...new Set(onPages.map(({ documentId }) => documentId ?? mark.documentId))]
  return (
    <div className="mark-elsewhere" data-open={open ? '' : undefined}>
      {open ? (
        <>
          <p>These words still stand</p>
          <ul>
            {mark.elsewhere.map((place) => (
              <li key={`${place.in} ${place.of} ${place.page} ${place.text}`}>
                <Where place={place} />: <q>{place.text}</q> {place.page === undefined ? todo[place.in] : null}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>May stay elsewhere: {mark.staysElsewhere}</p>
      )}
      {saying ? (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (why.trim()) stay(why.trim())
            else setRefusal('Say why.')
          }}
          onKeyDown={(event) => (event.key === 'Escape' ? setSaying(false) : undefined)}
        >
          <TextInput
            aria-label="Why they may stay"
            placeholder="Why they may stay"
            autoFocus
            maxLength={300}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Button type="submit" busy={busy}>
            Save
          </Button>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          {open && within.length > 0 ? (
            <Button busy={busy} onClick={markThose}>
              Mark those too
            </Button>
          ) : null}
          {open ? <Button onClick={() => setSaying(true)}>They may stay …</Button> : null}
          {open ? null : (
            <Button variant="quiet" busy={busy} onClick={() => stay(null)}>
              They may not
            </Button>
          )}
        </div>
      )}
      {refusal ? <p role="alert">{refusal}</p> : null}
    </div>
  )
}

const places: Record<Elsewhere['in'], string> = {
  page: 'on page',
  name: 'in the name of the file',
  attachment: 'in the attachment',
  title: 'in the title of',
  note: 'in what is said for readers of',
  finding: 'in the finding',
}

/** What cannot be marked, and what is done about it instead. */
const todo: Record<Elsewhere['in'], string> = {
  page: '',
  name: 'It stays with the team. Give the exhibit a title without these words.',
  attachment: 'That name stays with the team.',
  title: 'Prepare its next version under another title.',
  note: 'Remove the note there, or say something else with the next version.',
  finding: 'Its quote is redacted in public. Word its statement without them before it is cleared.',
}

function Where({ place: { in: part, page, of } }: { place: Elsewhere }) {
  if (part === 'page') return <>on page {page}</>
  const thing = of ? <SoftLink href={hrefOf(part, of, page)}>{of}</SoftLink> : null
  return (
    <>
      {places[part]} {thing}
      {page ? `, page ${page}` : ''}
    </>
  )
}

function hrefOf(part: Elsewhere['in'], of: string, page: number | undefined) {
  if (part === 'attachment') return `/documents/${of}?redact=1${page ? `#p${page}` : ''}`
  return part === 'finding' ? `/findings/${of}` : `/exhibits/review/${of}`
}
