'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import type { Work } from '#lib/domain/intake'

/** What is under way in the house, as far as this person may see it; one question for the whole page, however many ask. */
let known: Work | null = null
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let asking = false

/** Asked by itself only while something is under way: a page that is left open must not keep its person signed in. */
const busyMs = 3000

async function look() {
  clearTimeout(timer)
  if (asking) return
  asking = true
  if (document.visibilityState === 'visible') {
    const answer = await fetch('/api/v1/documents/work').catch(() => null)
    if (answer?.ok) {
      const next = (await answer.json()) as Work // our own API's schema
      const changed = next.stamp !== known?.stamp
      known = next
      if (changed) for (const watcher of watchers) watcher()
    }
  }
  asking = false
  if (watchers.size > 0 && known && known.reading + known.waiting > 0) timer = setTimeout(look, busyMs)
}

function subscribe(watcher: () => void) {
  watchers.add(watcher)
  if (watchers.size === 1) {
    timer = setTimeout(look, known ? 0 : 1000) // the page itself comes first
    addEventListener('unsealed:work', look)
    addEventListener('visibilitychange', look)
  }
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearTimeout(timer)
    removeEventListener('unsealed:work', look)
    removeEventListener('visibilitychange', look)
  }
}

/** null until it has been asked for the first time. */
export const useWork = (): Work | null =>
  useSyncExternalStore(
    subscribe,
    () => known,
    () => null,
  )

/** Asks again at once: something was begun or ended here. */
export const workChanged = () => dispatchEvent(new Event('unsealed:work'))

/** The page, asked for anew: whoever wants it, it is asked for once, and at most every two seconds. */
const refreshers = new Set<() => void>()
let lastRefresh = 0
let soon: ReturnType<typeof setTimeout> | undefined
/** Asks for it soon: something of this page has changed, though nothing is under way. */
export function refreshPage() {
  if (soon) return
  soon = setTimeout(
    async () => {
      soon = undefined
      lastRefresh = Date.now()
      // whoever was signed out meanwhile is not sent away from a page that is still sending files
      const answer = await fetch('/api/v1/documents/work').catch(() => null)
      const [first] = refreshers // they are all of the one router
      if (answer?.ok) first?.()
    },
    Math.max(0, lastRefresh + 2000 - Date.now()),
  )
}

/** Asks the server for the page again whenever what is under way has moved on, and once at the beginning. */
export function useRefreshAsWorkMoves(on: boolean) {
  const router = useRouter()
  useEffect(() => {
    if (!on) return
    const refresh = () => router.refresh()
    refreshers.add(refresh)
    const leave = subscribe(refreshPage)
    workChanged()
    return () => {
      refreshers.delete(refresh)
      leave()
    }
  }, [router, on])
}
