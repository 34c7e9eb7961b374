'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps, FormEvent } from 'react'

/** A form of filters: choosing one goes there at once; what is left empty does not stand in the address. */
export function SendOnChange({ action, ...rest }: ComponentProps<'form'> & { action: string }) {
  const router = useRouter()
  function send(form: HTMLFormElement) {
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value) query.set(name, value)
    router.push(query.size > 0 ? `${action}?${query}` : action, { scroll: false })
  }
  return (
    <form
      {...rest}
      action={action}
      method="get"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        send(event.currentTarget)
      }}
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) send(event.currentTarget)
      }}
    />
  )
}
