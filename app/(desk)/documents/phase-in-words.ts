import type { Phase } from '#lib/domain/document'

const words: Record<Phase, string> = {
  waiting: 'Waiting its turn',
  checking: 'Checking',
  reading: 'Reading',
  ocr: 'OCR',
  done: 'Reading',
}
/** What a document is going through, as a word before its numbers: Reading 14/212 pages. */
export const phaseInWords = (phase: Phase) => words[phase]
