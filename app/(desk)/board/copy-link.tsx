'use client'

import LinkIcon from 'lucide-react/icons/link'
import { Button } from '../../_ui/button'
import { toast } from '../../_ui/toast'

/** The address of what is seen, filter and all. */
export function CopyLink() {
  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href)
      toast('The link is copied.')
    } catch {
      toast('The browser did not allow copying. The address bar holds the link.', { error: true })
    }
  }
  return (
    <Button onClick={copy}>
      <LinkIcon />
      Copy link
    </Button>
  )
}
