'use client'

import { useEffect, useState } from 'react'
import type { NamesAbout } from '#lib/domain/names-in'
import { Button } from '../../../_ui/button.tsx'
import { namesAboutAction } from './mark-actions.ts'

const sources: [keyof NamesAbout, string][] = [
  ['findings', 'From its findings'],
  ['notes', 'From notes'],
  ['mails', 'From mail headers'],
]

/** The people whom the record names about a document; nothing where it names nobody. They are looked for, then ticked. */
export function NamesToAdd({ documentId, onAdd }: { documentId: string; onAdd: (names: string[]) => void }) {
  const [names, setNames] = useState<NamesAbout | null>(null)
  useEffect(() => {
    let gone = false
    namesAboutAction({ documentId })
      .then((said) => (said.ok && !gone ? setNames(said.value) : undefined))
      .catch(() => {}) // without them the names can still be written
    return () => {
      gone = true
    }
  }, [documentId])
  const known = sources.filter(([source]) => names && names[source].length > 0)
  if (!names || known.length === 0) return null
  return (
    <fieldset className="marks-names">
      <legend>Names the record holds</legend>
      {known.map(([source, said]) => (
        <Button key={source} title={names[source].join(', ')} onClick={() => onAdd(names[source])}>
          {said} ({names[source].length})
        </Button>
      ))}
    </fieldset>
  )
}
