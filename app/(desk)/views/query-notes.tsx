import { Notice } from '../../_ui/states.tsx'

/** What of the words typed was not understood, left out, or cannot be found yet. */
export function QueryNotes({ notes }: { notes: readonly string[] | undefined }) {
  if (!notes?.length) return null
  return (
    <Notice className="mb-3">
      {notes.length === 1 ? (
        notes[0]
      ) : (
        <ul className="grid gap-1">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
