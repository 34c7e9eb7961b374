import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { sealWith } from '#lib/io/seal'

export type SecondFactor = {
  /** A new secret of 160 bits (base32), the otpauth:// address an authenticator app takes, and what is kept of it. */
  make: (email: string) => { secret: string; uri: string; sealed: string }
  /**
   * The time step a six-digit code belongs to: now, one before or one after (RFC 6238). null where it belongs to
   * none. That a step is used only once is kept in the record.
   */
  stepOf: (sealed: string, code: string, now: Date) => number | null
  /** Ten codes of 112 bits for whoever has lost the phone, in groups of four. */
  recoveryCodes: () => string[]
}

const issuer = 'Unsealed'
const period = 30
const totp = (secret: Secret, label = issuer) =>
  new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period })

/** Codes of an authenticator app; their secrets are sealed under APP_KEY. */
export function secondFactor(appKey: string): SecondFactor {
  const seal = sealWith(appKey, 'second factor')
  return {
    make(email) {
      const secret = new Secret({ size: 20 })
      return { secret: secret.base32, uri: totp(secret, email).toString(), sealed: seal.close(secret.base32) }
    },
    stepOf(sealed, code, now) {
      const secret = Secret.fromBase32(seal.open(sealed))
      const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: 1 })
      return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta
    },
    recoveryCodes: () =>
      Array.from({ length: 10 }, () => (randomBytes(14).toString('hex').match(/.{4}/g) ?? []).join('-')),
  }
}
