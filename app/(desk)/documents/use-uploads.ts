'use client'

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { refreshPage, useRefreshAsWorkMoves, workChanged } from '../../_ui/work.ts'
import { drop, get, getNothing, getSnapshot, type Intake, isOver, subscribe } from './intake-store.ts'
import { addFiles, keepRoots } from './intake-work.ts'
import { forget, forgetAll, placeOf, type Remembered, recall } from './remembered-files.ts'
import type { Destination } from './send-file.ts'
import { type Found, type Handle, readHandles } from './walk-files.ts'

export type Missing = { files: readonly Remembered[]; roots: readonly Handle[] }

/**
 * The files on their way to this place (`to` null: to anywhere), what did not arrive before the page was left, and the
 * ways to add and clear. The page is asked for anew when documents came or were read.
 */
export function useUploads(to: Destination | null, shown: (to: Destination) => boolean) {
  const intake: Intake = useSyncExternalStore(subscribe, getSnapshot, getNothing)
  const [missing, setMissing] = useState<Missing>({ files: [], roots: [] })
  const files = useMemo(() => intake.files.filter((one) => shown(one.to)), [intake.files, shown])

  const known = files.filter(({ document }) => document).length
  const open = files.filter(({ state }) => !isOver(state)).length
  useRefreshAsWorkMoves(known > 0)
  useEffect(() => {
    if (known > 0) workChanged()
  }, [known])
  useEffect(() => {
    if (known > 0 && open === 0) refreshPage() // what was here already may stand in a new place
  }, [known, open])

  const add = useCallback(async (found: AsyncIterable<Found>, where: Destination, handles?: Promise<Handle[]>) => {
    if (handles) void keepRoots(handles, where)
    const added = await addFiles(found, where)
    setMissing((before) => ({ ...before, files: before.files.filter(({ key }) => !isHere(key)) }))
    return added
  }, [])

  useEffect(() => {
    let gone = false
    void recall().then(async ({ files, roots }) => {
      const left = files.filter((one) => !isHere(one.key) && shown(one.to))
      if (left.length === 0 || gone) return
      const mine = roots.filter((root) => left.some((one) => placeOf(one.to) === placeOf(root.to)))
      const handles = mine.map(({ handle }) => handle)
      const wentOn = (await mayRead(handles)) && (await takeUp(left, handles))
      // what the folder does not hold any more is told of; before that nothing, as nobody has to do anything
      const still = left.filter(({ key }) => !isHere(key))
      if (!gone) setMissing({ files: still, roots: wentOn ? [] : handles })
    })
    return () => {
      gone = true
    }
  }, [shown])

  /** By the ways back to the folders, after the browser has asked for leave. */
  const resume = useCallback(async () => {
    for (const handle of missing.roots) if ((await handle.requestPermission?.({ mode: 'read' })) !== 'granted') return
    await takeUp(missing.files, missing.roots)
    setMissing((before) => ({ roots: [], files: before.files.filter(({ key }) => !isHere(key)) }))
  }, [missing])

  const forgetMissing = useCallback(() => {
    setMissing({ files: [], roots: [] })
    void forgetAll()
  }, [])
  const clear = useCallback(() => {
    const done = files.filter(({ state }) => isOver(state)).map(({ key }) => key)
    drop(done)
    void forget(done)
  }, [files])
  return { files, pause: intake.pause, secondsLeft: intake.secondsLeft, missing, add, clear, resume, forgetMissing, to }
}

const isHere = (key: string) => get(key) !== undefined

/** Whether the browser still has leave to read all of them: as a rule while a tab of ours was never closed. */
async function mayRead(handles: readonly Handle[]): Promise<boolean> {
  const asked = handles.map((handle) => handle.queryPermission?.({ mode: 'read' }).catch(() => 'denied'))
  const answers = await Promise.all(asked)
  return answers.length > 0 && answers.every((answer) => answer === 'granted')
}

/** Adds what is waited for and still lies there. @returns whether the folders could be gone through to their end. */
async function takeUp(left: readonly Remembered[], handles: readonly Handle[]): Promise<boolean> {
  const only = new Set(left.map(({ key }) => key))
  const places = new Map(left.map((one) => [placeOf(one.to), one.to]))
  try {
    for (const to of places.values()) await addFiles(readHandles(handles), to, only)
    return true
  } catch {
    return false // moved or taken away meanwhile
  }
}
