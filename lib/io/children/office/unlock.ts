import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import { GiveUp } from '#lib/io/children/give-up'
import type { Compound } from '#lib/io/children/office/compound'
import { elements, first, type Node, tree, within } from '#lib/io/children/office/xml'

/** More turns than any program asks for would only keep us busy. */
const mostTurns = 10_000_000

/**
 * An office file locked with a password → the ZIP within. Source: [MS-OFFCRYPTO] 2.3.4.5 (standard) and 2.3.4.10 (agile).
 * Throws GiveUp encrypted where the password is missing or wrong, or where the lock is of another kind.
 */
export async function unlock(file: Compound, password: string | undefined): Promise<Buffer> {
  const info = file.read('EncryptionInfo')
  const locked = file.read('EncryptedPackage')
  if (!info || !locked || info.length < 8 || locked.length < 8) throw new GiveUp('encrypted', otherLock)
  if (password === undefined) throw new GiveUp('encrypted')
  const [major, minor] = [info.readUInt16LE(0), info.readUInt16LE(2)]
  const open =
    major === 4 && minor === 4
      ? await agile(info.subarray(8), password)
      : minor === 2
        ? standard(info.subarray(8), password)
        : null
  if (!open) throw new GiveUp('encrypted', otherLock)
  const size = Number(locked.readBigUInt64LE(0))
  const whole = open(locked.subarray(8))
  if (!(size > 0 && size <= whole.length)) throw new GiveUp('damaged')
  return whole.subarray(0, size)
}
const otherLock =
  'This file is locked in a way that cannot be opened here, even with its password. Open it with the program that made it and save it without a password.'
const wrong = () => new GiveUp('encrypted', 'That password does not open this file.')

type Open = (locked: Buffer) => Buffer
const hashed = (name: string, ...parts: Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash(name)).digest()
const four = (n: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(n)
  return bytes
}
/** Cut or filled up with 0x36. */
const fitted = (bytes: Buffer, length: number) =>
  Buffer.concat([bytes, Buffer.alloc(Math.max(0, length - bytes.length), 0x36)]).subarray(0, length)

function decrypted(key: Buffer, iv: Buffer | null, locked: Buffer): Buffer {
  const bits = key.length * 8
  const cipher = createDecipheriv(`aes-${bits}-${iv ? 'cbc' : 'ecb'}`, key, iv).setAutoPadding(false)
  return Buffer.concat([cipher.update(locked.subarray(0, locked.length - (locked.length % 16))), cipher.final()])
}

async function agile(xml: Buffer, password: string): Promise<Open> {
  const root = await tree(xml, 'encryption')
  const [locker] = root ? [...within(root, 'encryptedKey')] : []
  const data = first(root, 'keyData')
  if (!locker || !data || elements(root).length === 0) throw new GiveUp('encrypted', otherLock)
  const said = ({ attrs }: Node) => ({
    salt: Buffer.from(attrs.saltValue ?? '', 'base64'),
    hash: (attrs.hashAlgorithm ?? '').toLowerCase().replace('-', ''),
    bytes: Number(attrs.keyBits) / 8,
    block: Number(attrs.blockSize),
    turns: Number(attrs.spinCount ?? 0),
    known:
      attrs.cipherAlgorithm === 'AES' &&
      attrs.cipherChaining === 'ChainingModeCBC' &&
      [128, 192, 256].includes(Number(attrs.keyBits)),
  })
  const [own, its] = [said(locker), said(data)]
  const hashes = ['sha1', 'sha256', 'sha384', 'sha512']
  if (!own.known || !its.known || own.turns > mostTurns || !hashes.includes(own.hash) || !hashes.includes(its.hash))
    throw new GiveUp('encrypted', otherLock)
  let hash = hashed(own.hash, own.salt, Buffer.from(password, 'utf16le'))
  for (let i = 0; i < own.turns; i++) hash = hashed(own.hash, four(i), hash)
  const part = (block: string, value: string | undefined) =>
    decrypted(
      fitted(hashed(own.hash, hash, Buffer.from(block, 'hex')), own.bytes),
      fitted(own.salt, own.block),
      Buffer.from(value ?? '', 'base64'),
    )
  const asked = hashed(
    own.hash,
    part('fea7d2763b4b9e79', locker.attrs.encryptedVerifierHashInput).subarray(0, own.salt.length),
  )
  const answer = part('d7aa0f6d3061344e', locker.attrs.encryptedVerifierHashValue).subarray(0, asked.length)
  if (answer.length !== asked.length || !timingSafeEqual(asked, answer)) throw wrong()
  const key = part('146e0be7abacd0d6', locker.attrs.encryptedKeyValue).subarray(0, its.bytes)
  return (locked) => {
    const pieces: Buffer[] = []
    for (let at = 0, i = 0; at < locked.length; at += 4096, i++)
      pieces.push(
        decrypted(key, fitted(hashed(its.hash, its.salt, four(i)), its.block), locked.subarray(at, at + 4096)),
      )
    return Buffer.concat(pieces)
  }
}

function standard(info: Buffer, password: string): Open | null {
  const header = info.readUInt32LE(0)
  const [cipher, bits] = [info.readUInt32LE(4 + 8), info.readUInt32LE(4 + 16) / 8]
  const names: Record<number, number> = { 26126: 16, 26127: 24, 26128: 32 }
  const length = names[cipher] ?? bits
  const at = 4 + header
  if (![16, 24, 32].includes(length) || info.length < at + 72) return null
  const salt = info.subarray(at + 4, at + 20)
  let hash = hashed('sha1', salt, Buffer.from(password, 'utf16le'))
  for (let i = 0; i < 50_000; i++) hash = hashed('sha1', four(i), hash)
  hash = hashed('sha1', hash, four(0))
  const [inner, outer] = [0x36, 0x5c].map((value) => {
    const block = Buffer.alloc(64, value)
    for (let i = 0; i < hash.length; i++) block[i] = (block[i] ?? 0) ^ (hash[i] ?? 0)
    return hashed('sha1', block)
  })
  const key = Buffer.concat([inner ?? hash, outer ?? hash]).subarray(0, length)
  const asked = hashed('sha1', decrypted(key, null, info.subarray(at + 20, at + 36)))
  const answer = decrypted(key, null, info.subarray(at + 40, at + 72)).subarray(0, 20)
  if (!timingSafeEqual(asked, answer)) throw wrong()
  return (locked) => decrypted(key, null, locked)
}
