'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { refusalOf } from '#lib/domain/dropped-file'
import { Button } from '../../_ui/button.tsx'
import { ProgressBar } from '../../_ui/progress.tsx'
import { toast } from '../../_ui/toast.tsx'
import { workChanged } from '../../_ui/work.ts'

/**
 * A newer or better file for the same document: it keeps its number, the earlier file stays and can be downloaded, and
 * it is read anew. `id`: the document's. Mount it where a reporter may change things.
 */
export function ReplaceFile({ id, name }: { id: string; name: string }) {
  const router = useRouter()
  const input = useId()
  const [sent, setSent] = useState<number | null>(null)
  const [refusal, setRefusal] = useState('')

  async function replace(file: File) {
    const words = refusalOf(file)
    setRefusal(words)
    if (words) return
    setSent(0)
    const { status, detail } = await post(id, file, setSent)
    setSent(null)
    if (status === 201) toast('The file was replaced; it is read anew. The earlier one is kept.')
    else if (status === 200) toast('That is the very file it has already. Nothing was changed.')
    else return setRefusal(detail)
    workChanged()
    router.refresh()
  }

  return (
    <div className="grid justify-items-start gap-1">
      <input
        id={input}
        className="sr-only"
        type="file"
        aria-label={`Replace the file of ${name}`}
        disabled={sent !== null}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) void replace(file)
        }}
      />
      <Button busy={sent !== null} onClick={() => document.getElementById(input)?.click()}>
        Replace the file…
      </Button>
      {sent !== null ? <ProgressBar label="Uploading" phase="Uploading" done={sent} of={100} unit="%" /> : null}
      {refusal ? (
        <p role="alert" className="text-sm text-late">
          {refusal}
        </p>
      ) : null}
    </div>
  )
}

/** One raw call; XMLHttpRequest because it tells how much has gone. */
function post(id: string, file: File, onProgress: (percent: number) => void) {
  return new Promise<{ status: number; detail: string }>((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/documents/${id}/versions?${new URLSearchParams({ name: file.name })}`)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? (100 * loaded) / total : 0)
    request.onload = () => resolve({ status: request.status, detail: detailOf(request.responseText) })
    request.onerror = () => resolve({ status: 0, detail: 'The connection broke. Nothing was changed; try again.' })
    request.send(file)
  })
}

function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: string } // our own problem document
    return detail ?? ''
  } catch {
    return 'The server did not take this file. Nothing was changed.'
  }
}
