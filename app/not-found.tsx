import type { Metadata } from 'next'
import { NothingHere } from './_ui/nothing-here.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-6 py-6">
      <NothingHere />
    </main>
  )
}
