'use client'

import type { Destination } from './send-file.ts'
import type { Handle } from './walk-files.ts'

/** A file that was dropped and has not arrived yet; kept in this browser so that a closed page does not forget it. */
export type Remembered = { key: string; owner: string; path: string; size: number; to: Destination }
type Root = { id: string; owner: string; to: Destination; handle: Handle }

let whose = ''
let nowKnown = () => {}
const known = new Promise<void>((resolve) => {
  nowKnown = resolve
})
/** The desk says who is signed in: nobody is told what somebody else dropped in the same browser. */
export function rememberFor(owner: string) {
  whose = owner
  nowKnown()
}

/** The files that have not arrived, and the ways back to their folders. Nothing where the browser keeps nothing. */
export async function recall(): Promise<{ files: Remembered[]; roots: Root[] }> {
  await known
  const [files, roots] = await Promise.all([all<Remembered>('files'), all<Root>('roots')])
  const mine = <T extends { owner: string }>(rows: T[]) => rows.filter(({ owner }) => owner === whose)
  return { files: mine(files), roots: mine(roots) }
}

/** Files dropped before the desk has said who is signed in wait for it: kept under nobody's name they would be lost. */
export async function remember(files: readonly Omit<Remembered, 'owner'>[]): Promise<void> {
  await known
  await change('files', (store) => {
    for (const file of files) store.put({ ...file, owner: whose })
  })
}

export async function rememberRoots(handles: readonly Handle[], to: Destination): Promise<void> {
  await known
  await change('roots', (store) => {
    for (const handle of handles) store.put({ id: `${whose} ${placeOf(to)} ${handle.name}`, owner: whose, to, handle })
  })
}

export const forget = (keys: readonly string[]) =>
  change('files', (store) => {
    for (const key of keys) store.delete(key)
  })

export async function forgetAll(): Promise<void> {
  const { files, roots } = await recall()
  await forget(files.map(({ key }) => key))
  await change('roots', (store) => {
    for (const { id } of roots) store.delete(id)
  })
}

export const placeOf = (to: Destination) => [to.investigationId, to.requestId, to.communicationId].join(' ')

/** The browser's own, which has nothing to do with the record's. */
const begin: IDBDatabase['transaction'] = function (this: IDBDatabase, ...given) {
  return IDBDatabase.prototype.transaction.apply(this, given)
}

let opened: Promise<IDBDatabase | null> | undefined

function database(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open('unsealed-intake', 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore('files', { keyPath: 'key' })
        request.result.createObjectStore('roots', { keyPath: 'id' })
      }
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(null)
    } catch {
      resolve(null) // a private window may have none: then it is forgotten with the page
    }
  })
  return opened
}

async function change(name: 'files' | 'roots', work: (store: IDBObjectStore) => void): Promise<void> {
  const db = await database()
  if (!db) return
  await new Promise<void>((resolve) => {
    try {
      const transaction = begin.call(db, name, 'readwrite')
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => resolve()
      work(transaction.objectStore(name))
    } catch {
      resolve() // a handle that cannot be kept, or no room: it is a convenience, not the record
    }
  })
}

async function all<T>(name: 'files' | 'roots'): Promise<T[]> {
  const db = await database()
  if (!db) return []
  return new Promise((resolve) => {
    const request = begin.call(db, name).objectStore(name).getAll()
    request.onsuccess = () => resolve(request.result as T[]) // only this file writes there
    request.onerror = () => resolve([])
  })
}
