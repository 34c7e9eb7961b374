import type { Metadata } from 'next'
import { Sheet } from '../../sheet.tsx'
import { PasswordForm } from './form.tsx'

export const metadata: Metadata = { title: 'Set a password' }

/** Where a one-time link leads. Its code stands after the #, so no server, log or scanner sees it. */
export default function PasswordPage() {
  return (
    <Sheet title="Set your password" lead="The link that brought you here works once.">
      <PasswordForm />
    </Sheet>
  )
}
