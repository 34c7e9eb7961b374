'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import * as tus from 'tus-js-client'
import { type DocumentItem, maxBytes, maxChunkBytes } from '#lib/domain/document'
import { takeUploadAction } from './actions.ts'

/** Where uploaded files go. */
export type Destination = {
  investigationId: string
  requestId?: string | undefined
  communicationId?: string | undefined
}
export type Sending = {
  key: string
  name: string
  state: 'waiting' | 'sending' | 'checking' | 'reading' | 'ready' | 'failed'
  /** Bytes while it is sent, pages while it is read. */
  done: number
  of: number
  /** Why it failed, or what to know. */
  words?: string
  document?: { id: string; number: string }
}

const atOnce = 2

/**
 * Sends files in pieces of at most 8 MiB and follows each until it can be read. A connection that breaks is taken up
 * where it broke; the same file dropped again after the page was left goes on where it was. Each file for itself:
 * one that fails stops no other.
 */
export function useUploads(to: Destination | null, onDocument: () => void) {
  const [files, setFiles] = useState<readonly Sending[]>([])
  const waiting = useRef<(() => Promise<void>)[]>([])
  const running = useRef(0)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  const change = useCallback((key: string, news: Partial<Sending>) => {
    if (!gone.current) setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)))
  }, [])
  const pump = useCallback(() => {
    while (running.current < atOnce) {
      const next = waiting.current.shift()
      if (!next) return
      running.current++
      next().finally(() => {
        running.current--
        pump()
      })
    }
  }, [])

  const follow = useCallback(
    async (id: string, key: string) => {
      for (let pause = 600; !gone.current; pause = Math.min(4000, pause * 1.3)) {
        await new Promise((resolve) => setTimeout(resolve, pause))
        const answer = await fetch(`/api/v1/documents/${id}`).catch(() => null)
        if (!answer?.ok) continue
        const { status, progress, failure } = (await answer.json()) as DocumentItem // our own API's schema
        if (status === 'processing') change(key, { done: progress.done, of: progress.of })
        else {
          if (status === 'ready') change(key, { state: 'ready' })
          else change(key, { state: 'failed', words: failure?.detail ?? 'It could not be read.' })
          onDocument()
          return
        }
      }
    },
    [change, onDocument],
  )

  const add = useCallback(
    (list: Iterable<File>) => {
      if (!to) return
      for (const file of list) {
        const key = crypto.randomUUID()
        const refusal = refusalOf(file)
        const begun = { key, name: file.name, done: 0, of: file.size }
        setFiles((all) => [
          ...all,
          refusal ? { ...begun, state: 'failed', words: refusal } : { ...begun, state: 'waiting' },
        ])
        if (refusal) continue
        waiting.current.push(async () => {
          try {
            change(key, { state: 'sending' })
            const upload = await send(file, to, (done, of) => change(key, { done, of }))
            change(key, { state: 'checking' })
            const taken = await takeUploadAction({ uploadId: upload.url?.split('/').at(-1) ?? '' })
            if (!taken.ok) return change(key, { state: 'failed', words: taken.message })
            upload.abort(true).catch(() => {}) // the parked copy; the nightly sweep would find it too
            const { created, document } = taken.value
            const words = created ? undefined : 'This very file was here already.'
            change(key, { state: 'reading', document, done: 0, of: 0, ...(words ? { words } : {}) })
            onDocument()
            follow(document.id, key)
          } catch (error) {
            change(key, { state: 'failed', words: wordsOf(error) })
          }
        })
      }
      pump()
    },
    [to, change, pump, follow, onDocument],
  )

  const clear = () => setFiles((all) => all.filter((one) => one.state !== 'ready' && one.state !== 'failed'))
  return { files, add, clear }
}

function refusalOf(file: File): string {
  if (file.size === 0) return 'This file is empty: it has no bytes at all.'
  if (file.size > maxBytes) return 'This file is larger than 2 GiB, the most that one file may have.'
  if (new TextEncoder().encode(file.name).length > 200)
    return 'Its name is longer than 200 bytes. Shorten it and try again.'
  return ''
}

function send(file: File, to: Destination, onProgress: (done: number, of: number) => void): Promise<tus.Upload> {
  return new Promise((resolve, reject) => {
    const places = Object.entries(to).filter((pair): pair is [string, string] => Boolean(pair[1]))
    const upload = new tus.Upload(file, {
      endpoint: '/api/uploads',
      chunkSize: maxChunkBytes,
      retryDelays: [0, 1000, 3000, 8000, 15_000],
      metadata: { ...Object.fromEntries(places), name: file.name },
      fingerprint: async () => ['unsealed', file.name, file.size, file.lastModified, ...places.flat()].join(' '),
      onProgress,
      onError: reject,
      onSuccess: () => resolve(upload),
    })
    upload
      .findPreviousUploads()
      .then(([before]) => {
        if (before) upload.resumeFromPreviousUpload(before)
        upload.start()
      })
      .catch(reject)
  })
}

/** The server's own words where it gave a reason, else what a broken connection is. */
function wordsOf(error: unknown): string {
  if (error instanceof tus.DetailedError && error.originalResponse) {
    try {
      const said: unknown = JSON.parse(error.originalResponse.getBody())
      if (said && typeof said === 'object' && 'detail' in said) return String(said.detail)
    } catch {
      // not JSON: fall through to the general sentence
    }
  }
  return 'The connection broke. Drop the same file again: it goes on where it stopped.'
}
