'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { DocumentView } from '#lib/domain/document'
import { pageRanges } from '#lib/domain/document-words'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Select } from '../../../_ui/inputs.tsx'
import { Instant } from '../../../_ui/time.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { retryDocumentAction } from '../actions.ts'

const sources: Record<DocumentView['layers'][number]['source'], string> = {
  text: 'text of the file itself',
  ocr: 'read from pictures',
  mail: 'the mail as pages',
  corrected: 'corrected by hand',
}

/** How its text came to be: each reading of it, to be looked at; how sure that of pictures was; reading it again. */
export function Readings({ reading }: { reading: Reading }) {
  const { document: doc, pictures, may } = reading
  const newest = Math.max(0, ...doc.layers.map(({ layer }) => layer))
  return (
    <section className="grid gap-2 border-t border-rule py-3 text-sm">
      <h3 className="text-muted">Text layers</h3>
      {doc.layers.length === 0 ? <p>None: nothing of it could be read.</p> : null}
      <ol className="grid gap-1">
        {doc.layers.map(({ layer, source, madeAt }) => (
          <li key={`${layer} ${source}`}>
            {layer < newest ? (
              <Link
                href={`/documents/${doc.number}?layer=${layer}&mode=text`}
                aria-current={layer === reading.layer ? 'true' : undefined}
              >
                Layer {layer}
              </Link>
            ) : (
              <>Layer {layer}</>
            )}
            : {sources[source]}, <Instant at={madeAt} />
          </li>
        ))}
      </ol>
      {pictures ? (
        <p>
          {pictures.pages} {pictures.pages === 1 ? 'page was' : 'pages were'} read from pictures,{' '}
          {Math.round(pictures.sure * 100)} % sure on average.
          {pictures.doubtful.length > 0 ? ` Look twice at p. ${pageRanges(pictures.doubtful)}.` : ''}
        </p>
      ) : null}
      {may.retry && doc.status !== 'processing' ? <ReadAgain reading={reading} /> : null}
    </section>
  )
}

/** Reads it anew; where its pages are pictures, in another language. What was read before is kept. */
export function ReadAgain({ reading: { document: doc, languages, pictures } }: { reading: Reading }) {
  const router = useRouter()
  const [language, setLanguage] = useState(doc.language ?? '')
  const [busy, start] = useTransition()
  const hasPictures = pictures !== null || doc.warnings.some(({ code }) => code === 'no_text' || code === 'no_language')
  const again = () =>
    start(async () => {
      const said = await retryDocumentAction({ id: doc.id, ...(hasPictures && language ? { language } : {}) })
      if (!said.ok) toast(said.message, { error: true })
      router.refresh()
    })
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        again()
      }}
    >
      {hasPictures && languages.length > 0 ? (
        <Field label="Language of its pictures">
          <Select
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
            options={[
              { value: '', label: 'As usual here' },
              ...languages.map((value) => ({ value, label: nameOf(value) })),
            ]}
          />
        </Field>
      ) : null}
      <Button type="submit" variant="quiet" busy={busy}>
        Read it again
      </Button>
    </form>
  )
}

let names: Intl.DisplayNames | undefined
/** "spa" → "Spanish"; several joined by +. */
function nameOf(code: string): string {
  names ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })
  return code
    .split('+')
    .map((one) => names?.of(one) ?? one)
    .join(' and ')
}
