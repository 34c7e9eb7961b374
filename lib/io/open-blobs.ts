import type { Blobs } from '#lib/io/blobs'
import type { S3Settings } from '#lib/io/blobs-s3'

/** The store the settings ask for. The S3 client is only loaded where it is configured. */
export async function openBlobs(options: { folder: string; temp: string; s3?: S3Settings }): Promise<Blobs> {
  if (options.s3) return (await import('#lib/io/blobs-s3')).s3Blobs({ ...options.s3, temp: options.temp })
  return (await import('#lib/io/blobs-disk')).diskBlobs({ folder: options.folder })
}
