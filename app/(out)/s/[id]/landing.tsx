'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../../_ui/button.tsx'
import { Field } from '../../../_ui/field.tsx'
import { TextInput } from '../../../_ui/inputs.tsx'
import { ErrorBox } from '../../../_ui/states.tsx'
import { takeFragment } from '../../take-fragment.ts'

type Said = { status: number; detail: string }

/**
 * Exchanges what stands after the # for a visit. It goes in a body, never in an address, so no log, history or other
 * site sees it; looking at the page spends nothing.
 */
export function Landing({ id }: { id: string }) {
  const token = useRef('')
  const [state, setState] = useState<'fresh' | 'busy' | 'code' | 'passcode' | 'over'>('fresh')
  const [said, setSaid] = useState<string>()

  async function open(passcode: string) {
    setState('busy')
    const answer = await ask(id, { token: token.current, ...(passcode ? { passcode } : {}) })
    if (!answer) return location.replace(`/s/${id}`)
    setSaid(answer.status === 403 && !passcode ? undefined : answer.detail)
    const again = passcode || answer.status === 403 ? 'passcode' : 'code'
    setState(answer.status === 410 ? 'over' : answer.status === 404 ? 'code' : again)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is there
  useEffect(() => {
    if (token.current) return // run twice while this is developed; a fragment can be taken once
    token.current = takeFragment()
    if (token.current) void open('')
    else setState('code')
  }, [])

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const code = String(form.get('token') ?? '').trim()
    if (state === 'code') token.current = code.slice(code.indexOf('#') + 1)
    void open(String(form.get('passcode') ?? ''))
  }
  if (state === 'fresh' || state === 'busy') return <p className="js-only">Opening …</p>
  if (state === 'over') return <ErrorBox title={said ?? ''} />
  return (
    <form className="grid gap-4" method="post" noValidate onSubmit={send}>
      {said ? <ErrorBox title={said} /> : null}
      {state === 'code' ? (
        <Field label="Code" hint="What stands after the # in the link you were sent, or the whole link.">
          <TextInput name="token" autoComplete="off" spellCheck={false} required />
        </Field>
      ) : (
        <Field label="Passcode" hint="This link asks for one. Whoever sent it has told you.">
          <TextInput name="passcode" type="password" autoComplete="off" required autoFocus />
        </Field>
      )}
      <Button type="submit" variant="primary" className="justify-self-start">
        Open
      </Button>
    </form>
  )
}

/** @returns nothing where the door opened. */
async function ask(id: string, body: object): Promise<Said | undefined> {
  try {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await fetch(`/api/v1/shares/${encodeURIComponent(id)}/open`, init)
    if (answer.ok) return undefined
    const { detail } = (await answer.json()) as Said // a problem, as every refusal of ours
    return { status: answer.status, detail: answer.status === 404 ? wrongCode : detail }
  } catch {
    return { status: 503, detail: 'Unsealed cannot be reached right now. Please try again.' }
  }
}
const wrongCode = 'There is no link with this code. Copy the whole link, up to its last letter.'
