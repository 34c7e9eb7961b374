import type { Metadata } from 'next'
import { LinkButton } from '../_ui/button.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** Inside the desk: the same words for what is not there and what you may not see, with the places still at hand. */
export default function NotFound() {
  return (
    <div className="grid max-w-xl justify-items-start gap-3 py-10">
      <h1>There is nothing at this address</h1>
      <p>It may have been moved or removed, or it belongs to an investigation that you are not a member of.</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <LinkButton href="/" variant="primary">
          Go to Today
        </LinkButton>
        <LinkButton href="/search">Search</LinkButton>
      </div>
    </div>
  )
}
