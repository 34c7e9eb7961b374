const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const head = 'unsealed_'

/** 32 random bytes → `unsealed_`, 43 digits of base62, six of their CRC-32: scanners know it, a typing error shows. */
export function writeToken(random: Uint8Array): string {
  let value = 0n
  for (const byte of random) value = (value << 8n) | BigInt(byte)
  const body = base62(value, 43)
  return `${head}${body}${checksum(body)}`
}

/** Could this be a token of ours? Says nothing about whether it works. */
export function isToken(text: string): boolean {
  const body = /^unsealed_([0-9A-Za-z]{43})[0-9A-Za-z]{6}$/.exec(text)?.[1]
  return body !== undefined && text === `${head}${body}${checksum(body)}`
}

function base62(value: bigint, length: number): string {
  let text = ''
  for (let left = value; text.length < length; left /= 62n) text = digits.charAt(Number(left % 62n)) + text
  return text
}

function checksum(text: string): string {
  let crc = 0xffffffff
  for (const letter of text) {
    crc ^= letter.charCodeAt(0)
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return base62(BigInt((crc ^ 0xffffffff) >>> 0), 6)
}
