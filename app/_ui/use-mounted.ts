'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False on the server and while React takes over the page, true from then on. */
export function useMounted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
