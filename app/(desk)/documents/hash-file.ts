'use client'

import { createSha256 } from '#lib/domain/sha256'

/** Up to here the browser's own code does it at once; beyond, piece by piece, so that no file is held in memory whole. */
const whole = 32 * 1024 ** 2
const piece = 1024 ** 2

/** SHA-256 of a file in hex. Throws where it cannot be read any more: moved, changed or taken away. */
export async function hashFile(file: File): Promise<string> {
  if (file.size <= whole && globalThis.crypto?.subtle) {
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  const sha256 = createSha256()
  for (let at = 0; at < file.size; at += piece)
    sha256.update(new Uint8Array(await file.slice(at, at + piece).arrayBuffer()))
  return sha256.hex()
}
