'use client'

import { useState, useTransition } from 'react'
import type { Elsewhere } from '#lib/domain/mark'
import { Button } from '../../../_ui/button.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
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
      const { reason, exemption, words } = mark
      const input = { find: words.slice(0, 200), reason, ...(exemption ? { exemption } : {}) }
      const said = await addMarksAction({ documentId: mark.documentId, input })
      if (!said.ok) return setRefusal(said.message)
      list.refresh()
      const made = said.value.data.length
      toast(made === 1 ? 'One more mark made.' : `${made} more marks made.`)
    })
  const open = isOpen(mark)
  return (
    <div className="mark-elsewhere" data-open={open ? '' : undefined}>
      {open ? (
        <>
          <p>These words still stand</p>
          <ul>
            {mark.elsewhere.map((place) => (
              <li key={`${place.in} ${place.page} ${place.text}`}>
                {where(place)}: <q>{place.text}</q>
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
          {open && mark.elsewhere.some((place) => place.in === 'page') ? (
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
  attachment: 'in an attachment',
  title: 'in a title',
  note: 'in a public note',
  finding: 'in a finding',
}
const where = ({ in: part, page }: Elsewhere) =>
  part === 'page' ? `on page ${page}` : page ? `${places[part]}, page ${page}` : places[part]
