'use client'

import { useEffect } from 'react'
import { rememberFor } from './remembered-files.ts'

/** Tells the browser's own memory of uploads who is signed in. Draws nothing. */
export function KnowOwner({ email }: { email: string }) {
  useEffect(() => rememberFor(email), [email])
  return null
}
