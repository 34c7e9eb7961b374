import { z } from 'zod'
import type { Word } from '#lib/domain/page'

/** `keep`: the words stay out, for good. `release`: they are in the text of their pages, as if they could be seen. */
export const decisions = ['keep', 'release'] as const
export type Decision = (typeof decisions)[number]

export const hiddenKinds = ['under_a_box', 'same_colour', 'off_page'] as const
export type HiddenKind = (typeof hiddenKinds)[number]

/** A word that is not seen: its place among the words of its page, null where it lies beyond the page's edge. */
export type HeldPlace = { at: number | null; kind: HiddenKind }
export type HeldWord = { word: Word; place: HeldPlace }
