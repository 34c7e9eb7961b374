import type { Metadata } from 'next'
import { NothingHere } from '../_ui/nothing-here.tsx'

export const metadata: Metadata = { title: 'Not found' }

/** Inside the desk, so that the places stay at hand. */
export default function NotFound() {
  return <NothingHere />
}
