'use client'

import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { type ReactNode, useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button'
import { toast } from './toast'

/** Copies a text and says so: a reply address, a link, a citation. */
export function CopyButton({ text, children, ...rest }: ButtonProps & { text: string; children: ReactNode }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      toast(`This browser does not allow copying. Copy it by hand: ${text}`, { error: true })
    }
  }

  return (
    <Button {...rest} onClick={copy}>
      {copied ? <Check /> : <Copy />}
      {children}
      <span className="sr-only" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </Button>
  )
}
