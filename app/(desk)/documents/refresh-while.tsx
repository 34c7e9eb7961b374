'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks the server for this page again every two seconds while something on it is under way. Draws nothing. */
export function RefreshWhile({ busy }: { busy: boolean }) {
  const router = useRouter()
  useEffect(() => {
    if (!busy) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, 2000)
    return () => clearInterval(timer)
  }, [busy, router])
  return null
}
