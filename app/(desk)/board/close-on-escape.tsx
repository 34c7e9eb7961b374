'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Escape closes what the address opened, and the focus stays where it was. */
export function CloseOnEscape({ href }: { href: string }) {
  const router = useRouter()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) router.push(href, { scroll: false })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [href, router])
  return null
}
