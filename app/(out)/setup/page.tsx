import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { setUpIsOpen } from '#lib/services/people/set-up'
import { page } from '../../_door/page.ts'
import { Sheet } from '../sheet.tsx'
import { SetUpForm } from './form.tsx'

export const metadata: Metadata = { title: 'Set up' }

/** The first administrator, once. Afterwards there is nothing at this address. */
export default async function SetUpPage() {
  if (!(await page((world) => setUpIsOpen(world)))) notFound()
  return (
    <Sheet
      title="Set up Unsealed"
      lead="You are the first here. This makes your account, which can add everybody else’s."
    >
      <SetUpForm />
    </Sheet>
  )
}
