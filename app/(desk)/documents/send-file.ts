'use client'

import * as tus from 'tus-js-client'
import { maxChunkBytes } from '#lib/domain/document'

/** Where uploaded files go. */
export type Destination = {
  investigationId: string
  requestId?: string | undefined
  communicationId?: string | undefined
}
export type ToSend = { file: File; name: string; sha256: string; to: Destination; uploadId: string | null }

/** Why sending stopped: `pause` where it is nothing about this file and sending goes on later. */
export class Stopped extends Error {
  readonly pause: 'offline' | 'signed-out' | 'too-many' | null
  readonly seconds: number
  constructor(words: string, pause: Stopped['pause'] = null, seconds = 0) {
    super(words)
    this.pause = pause
    this.seconds = seconds
  }
}

/**
 * Sends a file in pieces of at most 8 MiB, or what is missing of one that was sent in part. @returns the upload's id and
 * how to let the server forget the parked bytes. Throws Stopped.
 */
export function sendFile(
  { file, name, sha256, to, uploadId }: ToSend,
  onProgress: (done: number) => void,
): { done: Promise<{ id: string; forget: () => void }>; abort: () => void } {
  const places = Object.entries(to).filter((pair): pair is [string, string] => Boolean(pair[1]))
  let upload: tus.Upload | undefined
  const done = new Promise<{ id: string; forget: () => void }>((resolve, reject) => {
    upload = new tus.Upload(file, {
      endpoint: '/api/uploads',
      ...(uploadId ? { uploadUrl: `/api/uploads/${uploadId}` } : {}),
      chunkSize: maxChunkBytes,
      uploadDataDuringCreation: file.size <= maxChunkBytes, // a small file is one call
      retryDelays: [0, 1000, 3000],
      storeFingerprintForResuming: false, // the server itself knows what it holds of this file
      metadata: { ...Object.fromEntries(places), name, sha256 },
      onProgress: (sent) => onProgress(sent),
      onError: (error) => reject(stoppedBy(error)),
      onSuccess: () => {
        const id = upload?.url?.split('/').at(-1) ?? ''
        resolve({ id, forget: () => void upload?.abort(true).catch(() => {}) })
      },
    })
    upload.start()
  })
  return { done, abort: () => void upload?.abort(true).catch(() => {}) }
}

function stoppedBy(error: Error | tus.DetailedError): Stopped {
  const answer = error instanceof tus.DetailedError ? error.originalResponse : null
  if (!answer || answer.getStatus() === 0) {
    if (/file|read/i.test(error.message) && /notreadable|could not be read|notfound/i.test(String(error)))
      return new Stopped(goneWords)
    return new Stopped('The connection broke.', 'offline')
  }
  return stoppedAs(answer.getStatus(), answer.getBody(), answer.getHeader('retry-after') ?? null)
}

/** A call of our own API. Throws Stopped. */
export async function ask<T>(path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`/api/v1${path}`, { ...init, headers }).catch(() => null)
  if (!answer) throw new Stopped('The connection broke.', 'offline')
  const text = await answer.text().catch(() => '')
  if (!answer.ok) throw stoppedAs(answer.status, text, answer.headers.get('retry-after'))
  return JSON.parse(text) as T // our own API's schema
}

/** The server's own words where it gave a reason. */
function stoppedAs(status: number, body: string, retryAfter: string | null): Stopped {
  const words = detailOf(body)
  if (status === 401) return new Stopped('You are signed out.', 'signed-out')
  if (status === 429) return new Stopped(words, 'too-many', Number(retryAfter) || 60)
  if (status >= 500 && status !== 507) return new Stopped(words, 'offline')
  return new Stopped(words || 'The server did not take this file. Try again.')
}

function detailOf(body: string): string {
  try {
    const said: unknown = JSON.parse(body)
    if (said && typeof said === 'object' && 'detail' in said) return String(said.detail)
  } catch {
    // not JSON: the general sentence stands
  }
  return ''
}

export const goneWords = 'This file was changed or moved since it was dropped. Drop it again.'
