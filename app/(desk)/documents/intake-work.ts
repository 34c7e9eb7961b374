'use client'

import type { Uploaded } from '#lib/domain/document'
import { isSystemFile, nameFor, refusalOf, systemFileWords } from '#lib/domain/dropped-file'
import type { Recognised } from '#lib/domain/intake'
import { followDocuments } from './follow-documents.ts'
import { hashFile } from './hash-file.ts'
import { all, change, type Entry, get, getPause, put, setPause } from './intake-store.ts'
import { forget, placeOf, remember, rememberRoots } from './remembered-files.ts'
import { ask, type Destination, goneWords, Stopped, sendFile } from './send-file.ts'
import type { Found, Handle } from './walk-files.ts'

const atOnce = 3
/** So much is hashed ahead of what is sent. */
const ahead = { files: 40, bytes: 64 * 1024 ** 2 }

/**
 * Takes files in: each is hashed, asked for whether it is here already, sent in pieces, and followed until it can be
 * read. Each for itself: one that fails stops no other. `only`: the keys that are waited for, where a folder is gone
 * through again. @returns how many were new.
 */
export async function addFiles(found: AsyncIterable<Found>, to: Destination, only?: ReadonlySet<string>) {
  let added = 0
  let kept: { key: string; path: string; size: number; to: Destination }[] = []
  for await (const { path, file } of found) {
    const key = file ? keyOf(path, file, to) : `${placeOf(to)} ${path}`
    const before = get(key)
    if ((before && before.state !== 'failed') || (only && !only.has(key))) continue
    added++
    put(begun(key, path, file, to))
    if (get(key)?.state === 'waiting') kept.push({ key, path, size: file?.size ?? 0, to })
    if (kept.length >= 100) {
      void remember(kept.filter(onItsWay))
      kept = []
    }
    work()
  }
  void remember(kept.filter(onItsWay))
  work()
  return added
}

/** What arrived while the rest of its folder was still gone through is not waited for. */
function onItsWay({ key }: { key: string }) {
  const state = get(key)?.state
  return state === 'waiting' || state === 'sending' || state === 'checking'
}

/** The ways back to what was dropped, kept beside the list of what has not arrived. */
export async function keepRoots(handles: Promise<Handle[]>, to: Destination) {
  const roots = await handles
  if (roots.length > 0) await rememberRoots(roots, to)
}

/** The same file, dropped again, has the same key. */
const keyOf = (path: string, file: File, to: Destination) => `${placeOf(to)} ${path} ${file.size} ${file.lastModified}`

function begun(key: string, path: string, file: File | null, to: Destination): Entry {
  const size = file?.size ?? 0
  const base = { key, name: nameFor(path), to, file, done: 0, of: size, bytes: size }
  if (isSystemFile(path)) return { ...base, file: null, bytes: 0, state: 'skipped', words: systemFileWords }
  const words = file ? refusalOf({ name: base.name, size }) : 'This file could not be opened.'
  return words ? { ...base, file: null, bytes: 0, state: 'failed', words } : { ...base, state: 'waiting' }
}

/** Not sent after all, or not to be read on. */
export async function stop(key: string): Promise<void> {
  const entry = get(key)
  if (!entry) return
  if (entry.document) {
    await ask(`/documents/${entry.document.id}/cancel`, {}).catch(() => {})
    return
  }
  entry.abort?.()
  end(entry, 'You stopped it before it had arrived. Nothing was kept.')
}

let preparing = false
let sending = 0
const prepared: string[] = []

/** Goes on with whatever waits; may be called at any time. */
export function work() {
  if (!preparing) {
    preparing = true
    void prepareAll().finally(() => {
      preparing = false
    })
  }
  while (sending < atOnce && !getPause()) {
    const entry = get(prepared.shift() ?? '')
    if (!entry && prepared.length === 0) return
    if (entry?.state !== 'waiting') continue
    sending++
    void sendOne(entry).finally(() => {
      sending--
      work()
    })
  }
}

async function prepareAll() {
  for (let most = 3; ; most = Math.min(ahead.files, most * 2)) {
    while (prepared.length >= ahead.files || getPause()) await new Promise((resolve) => setTimeout(resolve, 200))
    const batch = nextBatch(most)
    if (batch.length === 0) return
    for (const entry of batch) await hash(entry)
    const hashed = batch.filter(({ state, sha256 }) => state === 'waiting' && sha256)
    try {
      await recognise(hashed)
    } catch (error) {
      if (error instanceof Stopped && error.pause) wait(error)
      else for (const entry of hashed) end(entry, wordsOf(error))
      continue
    }
    for (const { key } of hashed) if (get(key)?.state === 'waiting') prepared.push(key)
    work()
  }
}

function nextBatch(most: number): Entry[] {
  const batch: Entry[] = []
  let bytes = 0
  const ready = new Set(prepared)
  for (const entry of all()) {
    if (entry.state !== 'waiting' || ready.has(entry.key) || entry.uploadId !== undefined) continue
    if (batch[0] && placeOf(batch[0].to) !== placeOf(entry.to)) continue
    if (batch.length > 0 && bytes + entry.bytes > ahead.bytes) break
    batch.push(entry)
    bytes += entry.bytes
    if (batch.length >= most) break
  }
  return batch
}

async function hash(entry: Entry) {
  if (!entry.file || entry.sha256) return
  try {
    change(entry.key, { sha256: await hashFile(entry.file) })
  } catch {
    end(entry, goneWords)
  }
}

async function recognise(batch: readonly Entry[]) {
  const to = batch[0]?.to
  if (!to) return
  const sha256 = [...new Set(batch.flatMap((entry) => entry.sha256 ?? []))]
  const { data } = await ask<{ data: Recognised[] }>('/documents/recognise', { ...to, sha256 })
  for (const entry of batch) {
    const known = data.find((one) => one.sha256 === entry.sha256)
    if (known?.document) arrived(entry, known.document, 'This very file was here already.')
    else change(entry.key, { uploadId: known?.uploadId ?? null })
  }
}

async function sendOne(entry: Entry) {
  const { key, file, name, to, sha256 = '', uploadId = null } = entry
  if (!file) return
  try {
    change(key, { state: 'sending', done: 0, of: file.size })
    const { done, abort } = sendFile({ file, name, sha256, to, uploadId }, (sent) => change(key, { done: sent }))
    change(key, { abort })
    const { id, forget: forgetParked } = await done
    if (get(key)?.state !== 'sending') return
    change(key, { state: 'checking', done: 0, of: 0 })
    const document = await take(id, sha256)
    forgetParked()
    arrived(entry, document, document.status === 'processing' ? '' : 'This very file was here already.')
  } catch (error) {
    if (get(key)?.state === 'failed') return // stopped by hand
    if (!(error instanceof Stopped) || !error.pause) return end(entry, wordsOf(error))
    change(key, { state: 'waiting', done: 0, of: file.size, uploadId: undefined })
    wait(error)
  }
}

/** The step after the last byte; a connection that breaks just here costs no second sending. */
async function take(uploadId: string, sha256: string): Promise<Uploaded> {
  for (let tries = 0; ; tries++)
    try {
      return await ask<Uploaded>('/documents/take', { uploadId, sha256 })
    } catch (error) {
      if (tries >= 4 || !(error instanceof Stopped) || error.pause !== 'offline') throw error
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** tries))
    }
}

function arrived({ key }: Entry, { id, number }: { id: string; number: string }, words: string) {
  const said = words ? { words } : {}
  change(key, { state: 'reading', phase: 'waiting', document: { id, number }, done: 0, of: 0, file: null, ...said })
  void forget([key])
  followDocuments()
}

function end({ key }: Entry, words: string) {
  change(key, { state: 'failed', words, file: null })
  void forget([key])
}

/** Sending goes on by itself once what hinders it is over. */
function wait({ pause, message, seconds }: Stopped) {
  if (getPause() || !pause) return
  setPause({ why: pause, words: message })
  const tryAgain = async () => {
    const path = pause === 'offline' ? '/health' : '/documents/work'
    const free = await ask(path).then(
      () => true,
      (error: unknown) => error instanceof Stopped && error.pause === null,
    )
    if (!free) return void setTimeout(tryAgain, 3000)
    setPause(null)
    work()
  }
  setTimeout(tryAgain, seconds > 0 ? seconds * 1000 : 1500)
}

const wordsOf = (error: unknown) =>
  error instanceof Stopped ? error.message : 'Something went wrong here. Drop the file again.'
