'use client'

import { useEffect } from 'react'
import { takeFragment } from '../../take-fragment.ts'

/** A link that is opened again while its visit lasts: its code leaves the address here too. A page's own anchor stays. */
export function ForgetFragment() {
  useEffect(() => {
    if (location.hash && !/^#p-\d+$/.test(location.hash)) takeFragment()
  }, [])
  return null
}
