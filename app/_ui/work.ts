'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import type { Work } from '#lib/domain/intake'

/** What is under way in the house, as far as this person may see it; one question for the whole page, however many ask. */
let known: Work | null = null
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Asked by itself only while something is under way: a page that is left open must not keep its person signed in. */
const busyMs = 3000

/** However often it is called for, it is asked at most every second and a half. */
const leastMs = 1500

let answered = false
let lastLook = 0
let going: Promise<void> | null = null
let again = false

function look(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  if (going) {
    again = true
    return going
  }
  going = askOnce().finally(() => {
    going = null
    const busy = known !== null && known.reading + known.waiting > 0
    if (again) lookSoon()
    else if (busy && watchers.size > 0) timer ??= setTimeout(look, busyMs)
    again = false
  })
  return going
}

async function askOnce() {
  if (document.visibilityState !== 'visible') return
  lastLook = Date.now()
  const answer = await fetch('/api/v1/documents/work').catch(() => null)
  answered = answer?.ok ?? false
  if (!answer?.ok) return
  const next = (await answer.json()) as Work // our own API's schema
  const changed = next.stamp !== known?.stamp
  known = next
  if (changed) for (const watcher of watchers) watcher()
}

function lookSoon() {
  clearTimeout(timer)
  timer = setTimeout(look, Math.max(0, lastLook + leastMs - Date.now()))
}

function subscribe(watcher: () => void) {
  watchers.add(watcher)
  if (watchers.size === 1) {
    timer = setTimeout(look, known ? 0 : 1000) // the page itself comes first
    addEventListener('unsealed:work', lookSoon)
    addEventListener('visibilitychange', lookSoon)
  }
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearTimeout(timer)
    removeEventListener('unsealed:work', lookSoon)
    removeEventListener('visibilitychange', lookSoon)
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
      await look()
      const [first] = refreshers // they are all of the one router
      if (answered) first?.()
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
    // what was done before it was first asked for leaves all as it stood before: nothing would ever be seen to move
    const first = setTimeout(refreshPage, leastMs)
    return () => {
      clearTimeout(first)
      refreshers.delete(refresh)
      leave()
    }
  }, [router, on])
}
