'use client'

import Printer from 'lucide-react/icons/printer'
import { useEffect, useRef, useState } from 'react'
import type { Reading } from '#lib/domain/viewer'
import { pagesNamed } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { toast } from '../../../_ui/toast.tsx'

const mostAtOnce = 100

/** Prints pages as they look, one on a sheet, each with the document's name, number and page above it. Also Ctrl P. */
export function PrintButton({ reading, current }: { reading: Reading; current: number }) {
  const { document: doc } = reading
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [ready, setReady] = useState<number | null>(null)
  const [refusal, setRefusal] = useState('')
  const stopped = useRef(false)
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p' || event.shiftKey || event.altKey) return
      event.preventDefault()
      setTyped(doc.pages <= mostAtOnce ? `1-${doc.pages}` : String(current))
      setOpen(true)
    }
    addEventListener('keydown', keys)
    return () => removeEventListener('keydown', keys)
  }, [doc.pages, current])
  const print = async () => {
    const pages = pagesNamed(typed, doc.pages)
    if (!pages) return setRefusal(`Say pages from 1 to ${doc.pages}, such as 1-3, 7.`)
    if (pages.length > mostAtOnce) return setRefusal(`At most ${mostAtOnce} pages at once; these are ${pages.length}.`)
    setRefusal('')
    stopped.current = false
    setReady(0)
    const box = await paper(reading, pages, (done) => {
      setReady(done)
      return !stopped.current
    })
    setReady(null)
    if (!box) return
    setOpen(false)
    if (box.dataset.missing) toast(`The pictures of ${box.dataset.missing} pages could not be drawn.`, { error: true })
    document.body.append(box)
    addEventListener('afterprint', () => box.remove(), { once: true })
    setTimeout(() => window.print(), 50) // the dialog is gone by then
  }
  const close = (next: boolean) => {
    stopped.current = true
    setOpen(next)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (next) setTyped(doc.pages <= mostAtOnce ? `1-${doc.pages}` : String(current))
        close(next)
      }}
      title="Print pages"
      trigger={
        <Button variant="quiet" className="viewer-print" title="Print pages (Ctrl P)">
          <Printer />
          <span className="sr-only">Print</span>
        </Button>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void print()
        }}
      >
        <Field label="Pages" hint={`1 to ${doc.pages}, such as 1-3, 7`} error={refusal || undefined}>
          <TextInput value={typed} onChange={(event) => setTyped(event.currentTarget.value)} required />
        </Field>
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" busy={ready !== null}>
            Print
          </Button>
          <span role="status" className="text-sm text-muted">
            {ready === null ? '' : `Drawing: ${ready} pages are ready`}
          </span>
        </div>
      </form>
    </Dialog>
  )
}

/** The pages with their pictures, two fetched at a time; null when somebody changed their mind. */
async function paper(reading: Reading, pages: readonly number[], goOn: (done: number) => boolean) {
  const { document: doc, request } = reading
  const box = document.createElement('div')
  box.className = 'print-pages'
  const width = pages.length <= 30 ? 2000 : 1000
  let [done, missing, at] = [0, 0, 0]
  const sheets = pages.map((page) => {
    const sheet = document.createElement('figure')
    const head = document.createElement('figcaption')
    head.textContent = [doc.number, doc.name, `p. ${page} of ${doc.pages}`, request?.agency].filter(Boolean).join(' · ')
    const picture = new Image()
    picture.alt = `Page ${page}`
    sheet.append(head, picture)
    return { sheet, picture, page }
  })
  box.append(...sheets.map(({ sheet }) => sheet))
  const work = async () => {
    for (let one = sheets[at++]; one; one = sheets[at++]) {
      one.picture.src = `/api/v1/documents/${doc.id}/pages/${one.page}/image?width=${width}`
      await one.picture.decode().catch(() => missing++)
      if (!goOn(++done)) at = sheets.length
    }
  }
  await Promise.all([work(), work()])
  if (done < pages.length) return null
  if (missing > 0) box.dataset.missing = String(missing)
  return box
}
