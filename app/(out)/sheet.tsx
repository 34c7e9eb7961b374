import type { ReactNode } from 'react'
import { Mark } from '../_ui/mark.tsx'

/** One short thing to do for somebody who is not signed in: the mark, a heading, a form. */
export function Sheet({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto grid w-full max-w-sm gap-5 px-5 pt-12 pb-16 md:pt-[14vh]">
      <p className="flex items-center gap-2 font-semibold">
        <Mark />
        Unsealed
      </p>
      <header className="grid gap-2">
        <h1>{title}</h1>
        {lead ? <p className="text-muted">{lead}</p> : null}
      </header>
      {children}
    </main>
  )
}
