/**
 * SHA-256 (FIPS 180-4) piece by piece, for files too large to be held in memory and for browsers that offer no
 * SubtleCrypto (pages without https). `update` as often as needed, then `hex` once.
 */
export function createSha256(): { update(bytes: Uint8Array): void; hex(): string } {
  const state = new Uint32Array(first)
  const words = new Uint32Array(64)
  const rest = new Uint8Array(64)
  let held = 0
  let length = 0
  return {
    update(bytes) {
      length += bytes.length
      let at = 0
      if (held > 0) {
        at = Math.min(64 - held, bytes.length)
        rest.set(bytes.subarray(0, at), held)
        held += at
        if (held < 64) return
        block(state, words, rest, 0)
        held = 0
      }
      for (; at + 64 <= bytes.length; at += 64) block(state, words, bytes, at)
      rest.set(bytes.subarray(at))
      held = bytes.length - at
    },
    hex() {
      rest[held] = 0x80
      rest.fill(0, held + 1)
      if (held >= 56) {
        block(state, words, rest, 0)
        rest.fill(0)
      }
      const view = new DataView(rest.buffer)
      view.setUint32(56, Math.floor(length / 2 ** 29))
      view.setUint32(60, (length * 8) >>> 0)
      block(state, words, rest, 0)
      return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
    },
  }
}

/** The fraction's first 32 bits of a root of each of the first primes, as the standard makes its constants. */
const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, i) => i + 2).every((d) => n % d > 0),
)
const fraction = (root: number) => Math.floor((root - Math.floor(root)) * 2 ** 32)
const first = primes.slice(0, 8).map((n) => fraction(Math.sqrt(n)))
const constants = new Uint32Array(primes.slice(0, 64).map((n) => fraction(Math.cbrt(n))))

function block(state: Uint32Array, w: Uint32Array, bytes: Uint8Array, at: number): void {
  const s = state as unknown as Eight // always eight words long
  for (let i = 0; i < 16; i++) {
    const j = at + 4 * i
    w[i] = (at8(bytes, j) << 24) | (at8(bytes, j + 1) << 16) | (at8(bytes, j + 2) << 8) | at8(bytes, j + 3)
  }
  for (let i = 16; i < 64; i++) {
    const x = at32(w, i - 15)
    const y = at32(w, i - 2)
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[i] = (at32(w, i - 16) + s0 + at32(w, i - 7) + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = s
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at32(constants, i) + at32(w, i)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  s[0] += a
  s[1] += b
  s[2] += c
  s[3] += d
  s[4] += e
  s[5] += f
  s[6] += g
  s[7] += h
}

type Eight = [number, number, number, number, number, number, number, number]
const at8 = (bytes: Uint8Array, i: number) => bytes[i] ?? 0
const at32 = (words: Uint32Array, i: number) => words[i] ?? 0
