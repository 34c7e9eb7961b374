'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EditMark, MarkView, NewMark } from '#lib/domain/mark'
import { toast } from '../../../_ui/toast.tsx'
import { addMarksAction, editMarkAction, removeMarkAction } from './mark-actions.ts'
import { inOrder } from './mark-order.ts'

type Pending = MarkView & { key: string }

/**
 * The marks of a document. What is drawn stands there at once and is taken away again where the server refuses it; where
 * words still stand elsewhere is asked for anew after each change. `wanted`: they are to be fetched, if they were not sent.
 */
export function useMarks(documentId: string, sent: MarkView[] | null, wanted: boolean) {
  const [kept, setKept] = useState(sent)
  const [pending, setPending] = useState<Pending[]>([])
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const [trouble, setTrouble] = useState('')
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const refresh = useCallback(async () => {
    const turn = ++asked.current
    try {
      const answer = await fetch(`/api/v1/documents/${documentId}/marks`)
      if (!answer.ok) throw new Error(String(answer.status))
      const { data } = (await answer.json()) as { data: MarkView[] } // our own API's schema
      if (turn !== asked.current) return // something changed meanwhile
      setKept(data)
      setTrouble('')
    } catch {
      if (turn === asked.current)
        setTrouble('The marks could not be read. Check the connection and load the page again.')
    }
  }, [documentId])
  const soon = useCallback(() => {
    asked.current++
    clearTimeout(timer.current)
    timer.current = setTimeout(refresh, 400)
  }, [refresh])
  const missing = wanted && kept === null
  useEffect(() => {
    if (missing) refresh()
  }, [missing, refresh])
  useEffect(() => () => clearTimeout(timer.current), [])

  /** @returns the new marks, fewer where a place is marked already; null where it was refused, which is said. */
  const add = useCallback(
    async (wantedMarks: readonly NewMark[], shown: readonly Pending[]): Promise<MarkView[] | null> => {
      asked.current++ // an answer on its way knows nothing of these
      setPending((before) => [...before, ...shown])
      const keys = new Set(shown.map(({ key }) => key))
      const said = await addMarksAction({ documentId, input: { marks: [...wantedMarks] } }).catch(lost)
      setPending((before) => before.filter(({ key }) => !keys.has(key)))
      if (!said.ok) {
        toast(said.message, { error: true })
        return null
      }
      const made = said.value.data
      setKept((before) => [...(before ?? []), ...made])
      soon()
      return made
    },
    [documentId, soon],
  )
  const edit = useCallback(
    async (id: string, change: EditMark): Promise<string | null> => {
      const said = await editMarkAction({ id, documentId, ...change }).catch(lost)
      if (!said.ok) return said.message
      setKept((before) => (before ?? []).map((mark) => (mark.id === id ? said.value : mark)))
      soon()
      return null
    },
    [documentId, soon],
  )
  const remove = useCallback(
    async (mark: MarkView) => {
      const { id } = mark
      if (id === null) return
      setGone((before) => new Set(before).add(id))
      const said = await removeMarkAction({ id, documentId }).catch(lost)
      setGone((before) => new Set([...before].filter((one) => one !== id)))
      if (!said.ok) return void toast(said.message, { error: true })
      setKept((before) => (before ?? []).filter((one) => one.id !== id))
      soon()
      toast('Mark removed.', {
        undo: async () => {
          const { page, given, wholeLine, reason, exemption, note, staysElsewhere } = mark
          const more = { ...(exemption ? { exemption } : {}), ...(note ? { note } : {}) }
          const made = await add([{ page, boxes: given, wholeLine, reason, ...more }], [])
          const back = made?.[0]?.id
          if (!made) throw new Error('refused')
          if (back && staysElsewhere !== null) await edit(back, { staysElsewhere })
        },
      })
    },
    [documentId, soon, add, edit],
  )
  const marks = useMemo(() => {
    const there = (kept ?? []).filter(({ id }) => id !== null && !gone.has(id))
    return inOrder([...there.map((mark) => ({ ...mark, key: mark.id ?? '' })), ...pending])
  }, [kept, gone, pending])
  return { marks, known: kept !== null, trouble, add, edit, remove, refresh: soon }
}

const lost = () => ({ ok: false as const, message: 'The server did not answer. Nothing was changed. Try again.' })
