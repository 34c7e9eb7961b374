'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks the server for this page again every second and a half while an exhibit is being built and somebody looks. Draws nothing. */
export function KeepLooking({ busy }: { busy: boolean }) {
  const router = useRouter()
  useEffect(() => {
    if (!busy) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, 1500)
    return () => clearInterval(timer)
  }, [busy, router])
  return null
}
