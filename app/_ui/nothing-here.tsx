import { LinkButton } from './button.tsx'

/** The words for what is not there, and for what you may not see: the two look alike. */
export function NothingHere() {
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
