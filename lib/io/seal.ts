import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export type Seal = { close: (text: string) => string; open: (sealed: string) => string }

/**
 * Seals short secrets that must be readable again (second factors, passwords of other services): AES-256-GCM under a
 * key derived from APP_KEY. `purpose` keeps a seal of one kind from being opened as another.
 */
export function sealWith(appKey: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', appKey, '', `unsealed ${purpose}`, 32))
  return {
    close(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `1.${Buffer.concat([iv, cipher.getAuthTag(), bytes]).toString('base64url')}`
    },
    /** Throws where the seal is broken or was made under another APP_KEY. */
    open(sealed) {
      const bytes = Buffer.from(sealed.replace(/^1\./, ''), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}
