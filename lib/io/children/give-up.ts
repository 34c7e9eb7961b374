/** What a program of the sandbox throws where it knows why it cannot go on: a named code, and words where it has closer ones. */
export class GiveUp extends Error {
  readonly code: string
  constructor(code: string, detail?: string) {
    super(detail)
    this.code = code
  }
}

/** Whether there was no room for it: a bound of ours, of the engine or of WebAssembly. */
export function isMemory(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error &&
      /malloc|calloc|realloc|memory|out of bounds|too large|pixel limit|oom/i.test(error.message))
  )
}

/** The last word of a program that could not go on. */
export function failureOf(error: unknown): Buffer {
  const detail = error instanceof GiveUp && error.message ? { detail: error.message } : {}
  const code = error instanceof GiveUp ? error.code : isMemory(error) ? 'too_big' : 'damaged'
  return Buffer.from(JSON.stringify({ code, ...detail }))
}
