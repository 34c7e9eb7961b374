'use client'

import type { Phase } from '#lib/domain/document'
import type { Destination } from './send-file.ts'

export type State = 'waiting' | 'sending' | 'checking' | 'reading' | 'ready' | 'failed' | 'skipped'
/** A file on its way, or at its end. */
export type Sending = {
  key: string
  name: string
  to: Destination
  state: State
  /** Bytes while it is sent, pages while it is read. */
  done: number
  of: number
  bytes: number
  phase?: Phase
  /** Why it failed, or what to know. */
  words?: string
  /** Ready, with something to look at. */
  look?: boolean
  document?: { id: string; number: string }
}
/** What only the sending itself needs. */
export type Entry = Sending & { file: File | null; sha256?: string; uploadId?: string | null; abort?: () => void }
export type Pause = { why: 'offline' | 'signed-out' | 'too-many'; words: string } | null
export type Intake = { files: readonly Sending[]; pause: Pause; secondsLeft: number | null }

/**
 * All files of this tab that are on their way. It stands beside the pages, so that one may go from page to page while
 * they are sent. Who watches is told at most seven times a second, however many files there are.
 */
const entries = new Map<string, Entry>()
const watchers = new Set<() => void>()
const nothing: Intake = { files: [], pause: null, secondsLeft: null }
let snapshot = nothing
let pause: Pause = null
let timer: ReturnType<typeof setTimeout> | undefined

export const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}
export const getSnapshot = () => snapshot
export const getNothing = () => nothing

export const all = () => entries.values()
export const get = (key: string) => entries.get(key)

export function put(entry: Entry) {
  entries.set(entry.key, entry)
  publish()
}

export function change(key: string, news: Partial<Entry>) {
  const entry = entries.get(key)
  if (!entry) return
  if (isOver(news.state) && !isOver(entry.state)) finished.push(Date.now())
  if (entry.state === 'sending' && news.state === 'checking') sent.push([Date.now(), perFile])
  else if (entry.state === 'sending' && news.done !== undefined)
    sent.push([Date.now(), Math.max(0, news.done - entry.done)])
  Object.assign(entry, news)
  publish()
}

export function drop(keys: Iterable<string>) {
  for (const key of keys) entries.delete(key)
  publish()
}

export function setPause(next: Pause) {
  pause = next
  publish()
}
export const getPause = () => pause

export const isOver = (state: State | undefined) => state === 'ready' || state === 'failed' || state === 'skipped'

function publish() {
  if (timer) return
  timer = setTimeout(() => {
    timer = undefined
    // what is shown, without what only sending needs: each its own copy, for React compares
    const files = [...entries.values()].map(({ file: _f, sha256: _s, uploadId: _u, abort: _a, ...shown }) => shown)
    snapshot = { files, pause, secondsLeft: timeLeft() }
    for (const watcher of watchers) watcher()
    const open = files.filter(({ state }) => state === 'waiting' || state === 'sending' || state === 'checking').length
    dispatchEvent(new CustomEvent('unsealed:sending', { detail: { open, of: files.length } })) // the frame tells it too
  }, 150)
}

/** The pace of the last minute: of the bytes while there are any to send, else of the files that come to their end. */
const sent: [at: number, bytes: number][] = []
const finished: number[] = []
const windowMs = 60_000
/** What a file costs besides its bytes, in bytes: a thousand small ones take their time too. */
const perFile = 300_000

function timeLeft(): number | null {
  const from = Date.now() - windowMs
  while ((sent[0]?.[0] ?? from) < from) sent.shift()
  while ((finished[0] ?? from) < from) finished.shift()
  let bytes = 0
  let open = 0
  for (const { state, bytes: size, done } of entries.values()) {
    if (isOver(state)) continue
    open++
    if (state === 'waiting') bytes += size + perFile
    if (state === 'sending') bytes += size - done + perFile
  }
  const left = [
    bytes > 0 ? bytes / paceOf(sent.map(([at, n]) => [at, n])) : 0,
    open > 0 ? open / paceOf(finished.map((at) => [at, 1])) : 0,
  ].filter((seconds) => Number.isFinite(seconds))
  return open === 0 || left.length === 0 || Math.max(...left) === 0 ? null : Math.max(...left)
}

/** Per second; 0 while there is too little to tell by. */
function paceOf(events: readonly [at: number, amount: number][]): number {
  const first = events[0]?.[0]
  if (first === undefined || events.length < 3 || Date.now() - first < 2000) return 0
  const amount = events.reduce((sum, [, n]) => sum + n, 0)
  return amount / ((Date.now() - first) / 1000)
}
