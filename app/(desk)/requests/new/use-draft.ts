import { useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { NewRequest } from '#lib/domain/request'
import type { Option } from '../../../_ui/option-list.tsx'

type Beside = { agency: Option | null; filed: boolean }

/**
 * Keeps what is written in this browser until it is sent: saved 800 ms after the last key, back after a reload.
 * `investigationId`: the one that the address names, which is newer than the draft's.
 * @returns the words to show beside the button, and how to forget it.
 */
export function useDraft(
  {
    form,
    userId,
    investigationId,
  }: { form: UseFormReturn<NewRequest>; userId: string; investigationId: string | null },
  beside: Beside,
  restore: (kept: Beside) => void,
) {
  const stored = `unsealed.new-request.${userId}` // the next person at this machine finds nothing of it
  const [words, setWords] = useState('')
  const latest = useRef(beside)
  latest.current = beside
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const giveBack = useRef(restore)
  giveBack.current = restore

  useEffect(() => {
    const kept = read(stored)
    if (kept) {
      // the agency of an address that names one is newer than the draft's
      const agency = latest.current.agency ?? kept.beside.agency
      const named = investigationId ? { investigationId } : {}
      form.reset({ ...form.getValues(), ...kept.values, ...named, agencyId: agency?.value ?? '' })
      giveBack.current({ ...kept.beside, agency })
      setWords('Back as you left it.')
    }
    const watching = form.watch((values) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        if (!values.subject && !values.body) return
        write(stored, { values, beside: latest.current })
        setWords(`Saved here ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`)
      }, 800)
    })
    return () => {
      clearTimeout(timer.current)
      watching.unsubscribe()
    }
  }, [form, stored, investigationId])

  function forget() {
    clearTimeout(timer.current)
    setWords('')
    try {
      localStorage.removeItem(stored)
    } catch {
      // Storage may be forbidden in this browser: then there is nothing to forget.
    }
  }
  return { words, forget }
}

type Kept = { values: Partial<NewRequest>; beside: Beside }

function read(stored: string): Kept | null {
  try {
    const text = localStorage.getItem(stored)
    const kept: unknown = text ? JSON.parse(text) : null
    // written below; anything else that stands there is left alone
    return kept && typeof kept === 'object' && 'values' in kept && 'beside' in kept ? (kept as Kept) : null
  } catch {
    return null
  }
}

function write(stored: string, kept: object) {
  try {
    localStorage.setItem(stored, JSON.stringify(kept))
  } catch {
    // Full or forbidden: the form itself still holds everything.
  }
}
