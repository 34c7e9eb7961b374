import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Database, open } from '#db/client'
import type { DemoDocument } from '#lib/domain/demo/document'
import { type Named, prefixes } from '#lib/domain/ids'
import { type Env, readEnv } from '#lib/env'
import { type Bags, createBags } from '#lib/io/bags'
import type { Blobs } from '#lib/io/blobs'
import { createMailReader, type MailReader } from '#lib/io/eml'
import { createExhibits, type Exhibits } from '#lib/io/exhibits'
import { createLaidOut, type LaidOut, laidOutIn } from '#lib/io/laid-out'
import { createNative } from '#lib/io/native'
import { createOcr, type Ocr } from '#lib/io/ocr'
import { openBlobs } from '#lib/io/open-blobs'
import { createPacks, type Packs } from '#lib/io/pack'
import { createPageImages, type PageImages } from '#lib/io/page-images'
import { type Passwords, passwords } from '#lib/io/passwords'
import { createReader, type Reader } from '#lib/io/pdf'
import { createPrepare } from '#lib/io/prepare'
import { createSandbox } from '#lib/io/sandbox'
import { type Seal, sealWith } from '#lib/io/seal'
import { type SecondFactor, secondFactor } from '#lib/io/second-factor'
import { type SetupFile, setupFile } from '#lib/io/setup-file'
import { createSniff, type Sniff } from '#lib/io/sniff'
import { createUploads, type Uploads } from '#lib/io/uploads'

/** What a service may touch besides its arguments; built once per process, a test builds its own. */
export type World = Database & {
  env: Env
  now: () => Date
  /** A new id with 128 random bits: `req_…`. */
  id: (named: Named) => string
  /** 256 random bits for a link or a token, base64url. */
  secret: () => string
  /** SHA-256 in hex: what is kept of a secret. */
  digest: (secret: string) => string
  /** What this process remembers while nothing has changed: lib/services/remember.ts. */
  memory: Map<string, { at: string; value: unknown }>
  passwords: Passwords
  secondFactor: SecondFactor
  setupFile: SetupFile
  blobs: Blobs
  uploads: Uploads
  reader: Reader
  mails: MailReader
  /** Words read off pictures. */
  ocr: Ocr
  packs: Packs
  /** Story packs: BagIt in a ZIP. */
  bags: Bags
  exhibits: Exhibits
  pageImages: PageImages
  /** Forms of files that are not read as they are, kept on this machine's disk. */
  laidOut: Pick<LaidOut, 'drop'>
  /** The kind of a kept file, by its content; its name decides only between kinds that look alike. */
  sniff: Sniff
  /** For passwords that must be readable again, such as what opens a locked file. */
  seal: Seal
  /** The file of a document of the demonstration: the same bytes every time. */
  demoFile: (document: DemoDocument) => Promise<Uint8Array>
}

/** The parts that need nothing but a random source and a clock. */
export const plain = (): Pick<World, 'now' | 'id' | 'secret' | 'digest' | 'memory'> => ({
  memory: new Map(),
  now: () => new Date(),
  id: (named) => `${prefixes[named]}_${randomBytes(16).toString('hex')}`,
  secret: () => randomBytes(32).toString('base64url'),
  digest: (secret) => createHash('sha256').update(secret).digest('hex'),
})

/** What guards the door. */
export const guards = (env: Env): Pick<World, 'passwords' | 'secondFactor' | 'setupFile'> => ({
  passwords: passwords(),
  secondFactor: secondFactor(env.secrets.APP_KEY),
  setupFile: setupFile(env.data, env.appUrl),
})

/** What keeps files and reads them. */
export async function files(
  env: Env,
): Promise<
  Pick<
    World,
    | 'blobs'
    | 'uploads'
    | 'reader'
    | 'ocr'
    | 'mails'
    | 'packs'
    | 'bags'
    | 'exhibits'
    | 'pageImages'
    | 'laidOut'
    | 'sniff'
    | 'seal'
    | 'demoFile'
  >
> {
  const temp = join(env.data, 'temp')
  const blobs = await openBlobs({ folder: join(env.data, 'blobs'), temp, s3: storeOf(env) })
  const sandbox = createSandbox()
  const mails = createMailReader({ sandbox })
  const packs = createPacks({ sandbox })
  const prepare = createPrepare({ mails, sandbox, temp })
  const ocr = createOcr({ sandbox, prepare, native: createNative({ sandbox }) })
  return {
    blobs,
    mails,
    packs,
    bags: createBags({ packs }),
    exhibits: createExhibits({ sandbox, prepare, ocr, temp }),
    uploads: createUploads({ folder: join(env.data, 'uploads') }),
    reader: createReader({ sandbox, prepare }),
    ocr,
    pageImages: createPageImages({ folder: join(env.data, 'page-images') }),
    laidOut: createLaidOut({ folder: laidOutIn(temp) }),
    sniff: createSniff(blobs),
    seal: sealWith(env.secrets.APP_KEY, 'stored passwords'),
    demoFile: async (document) => (await import('#lib/io/demo-files')).makeDemoFile(document),
  }
}

function storeOf(env: Env) {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = env
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined
  return { endpoint, bucket, region, accessKeyId, secretAccessKey }
}

export async function openWorld(env: Env = readEnv()): Promise<World> {
  return { ...(await open(env.databaseUrl)), env, ...plain(), ...guards(env), ...(await files(env)) }
}

const holder = globalThis as { unsealedWorld?: Promise<World> } // next dev loads this file more than once

/** The World of this process, opened on first use. */
export const world = () => (holder.unsealedWorld ??= openWorld())
