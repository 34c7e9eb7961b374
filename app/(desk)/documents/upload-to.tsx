'use client'

import { useState } from 'react'
import { Select } from '../../_ui/inputs.tsx'
import { UploadDrop } from './upload.tsx'

/** Uploading from the list of all documents: first which investigation, which is chosen where there is only one. */
export function UploadTo({
  investigations,
  first,
}: {
  investigations: readonly { id: string; key: string; title: string }[]
  first: string
}) {
  const [id, setId] = useState(first || (investigations[0]?.id ?? ''))
  return (
    <div className="mb-4 grid gap-2">
      {investigations.length > 1 ? (
        <div className="flex items-center gap-2 text-sm">
          <label htmlFor="upload-to">Upload to</label>
          <Select
            id="upload-to"
            className="w-auto max-w-full min-w-0"
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
            options={investigations.map((one) => ({ value: one.id, label: `${one.key} ${one.title}` }))}
          />
        </div>
      ) : null}
      <UploadDrop investigationId={id} />
    </div>
  )
}
