import type { ComponentProps } from 'react'

/**
 * A link within the desk. It is a plain `<a>`: the frame's one listener (SoftLinks) makes it go without loading the
 * page anew, where a component for each link would be drawn, sent and prefetched. `stay` keeps the place on the page.
 */
export function SoftLink({ stay, ...rest }: ComponentProps<'a'> & { href: string; stay?: boolean }) {
  return <a {...rest} data-soft={stay ? 'stay' : ''} />
}
