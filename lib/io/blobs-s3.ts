import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, opendir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { type Blobs, checked, noRoom, notKept, reserveBytes } from '#lib/io/blobs'
import { guarded, spool } from '#lib/io/blobs-tap'

export type S3Settings = {
  endpoint: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  region: string
}

const prefix = 'blobs/'

/**
 * The files in an S3-compatible bucket, as blobs/ab/cd/<sha256>. The bytes are first spooled to `temp` while they are
 * hashed, then put on the condition that the key is new and that the store computes the same SHA-256, then asked for
 * again: put answers only when the store says it has them.
 */
export function s3Blobs({
  endpoint,
  bucket,
  region,
  accessKeyId,
  secretAccessKey,
  temp,
  reserve = reserveBytes,
}: S3Settings & { temp: string; reserve?: number }): Blobs {
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED', // some stores refuse what the SDK adds by itself
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at = (sha256: string) => ({
    Bucket: bucket,
    Key: `${prefix}${checked(sha256).slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`,
  })
  const head = async (sha256: string) => {
    const found = await orNull(client.send(new HeadObjectCommand({ ...at(sha256), ChecksumMode: 'ENABLED' })))
    return found && { bytes: found.ContentLength ?? 0, checksum: found.ChecksumSHA256 }
  }
  const spoolTo = async () => {
    await mkdir(temp, { recursive: true, mode: 0o750 })
    const { bavail, bsize } = await statfs(temp)
    if (bavail * bsize < reserve) throw noRoom()
    return join(temp, `blob-${randomUUID()}`)
  }
  const read = async (sha256: string, range?: { start: number; end: number }): Promise<Readable> => {
    const Range = range && `bytes=${range.start}-${range.end}`
    const got = await orNull(client.send(new GetObjectCommand({ ...at(sha256), Range })))
    if (!(got?.Body instanceof Readable)) throw notKept()
    return range ? got.Body : guarded(got.Body, sha256)
  }
  return {
    async put(source, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      const path = await spoolTo()
      try {
        const kept = await spool(source, path, maxBytes)
        const checksum = Buffer.from(kept.sha256, 'hex').toString('base64')
        const before = await head(kept.sha256)
        if (before?.bytes !== kept.bytes) {
          const Body = createReadStream(path)
          const put = {
            ...at(kept.sha256),
            Body,
            ContentLength: kept.bytes,
            ChecksumSHA256: checksum,
            IfNoneMatch: '*',
          }
          await client.send(new PutObjectCommand(put)).catch(unlessThere)
        }
        const after = await head(kept.sha256)
        if (after?.bytes !== kept.bytes || (after.checksum !== undefined && after.checksum !== checksum))
          throw new Error('the store does not have the bytes that it was given')
        return kept
      } finally {
        await rm(path, { force: true })
      }
    },
    open: read,
    has: async (sha256) => (await head(sha256)) !== null,
    async size(sha256) {
      const found = await head(sha256)
      if (!found) throw notKept()
      return found.bytes
    },
    async remove(sha256) {
      await client.send(new DeleteObjectCommand(at(sha256)))
    },
    async local(sha256) {
      const bytes = await read(sha256)
      const path = await spoolTo()
      await spool(bytes, path, Number.POSITIVE_INFINITY)
      return { path, release: () => rm(path, { force: true }) }
    },
    async *list() {
      let ContinuationToken: string | undefined
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken }))
        for (const { Key = '', Size = 0, LastModified = new Date() } of page.Contents ?? []) {
          const sha256 = Key.split('/').at(-1) ?? ''
          if (/^[0-9a-f]{64}$/.test(sha256)) yield { sha256, bytes: Size, keptAt: LastModified }
        }
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken)
    },
    async dropUnfinished(before) {
      let dropped = 0
      await mkdir(temp, { recursive: true, mode: 0o750 })
      for await (const entry of await opendir(temp)) {
        const path = join(temp, entry.name)
        if (!entry.name.startsWith('blob-') || (await stat(path)).mtime >= before) continue
        await rm(path, { force: true })
        dropped++
      }
      return dropped
    },
  }
}

/** What was asked for, null where the store says there is no such key. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

/** Somebody else put the same bytes in the meantime; the head that follows checks it. */
function unlessThere(error: unknown): void {
  if (statusOf(error) !== 412 && statusOf(error) !== 409) throw error
}

const statusOf = (error: unknown) => (error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined)
