import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const flag = (doc: string) => z.string().min(1).optional().describe(doc)

/** Every setting of the product with the sentence that documents it. All are optional. */
export const settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3000).describe('The port the web server listens on.'),
  APP_URL: z
    .url()
    .optional()
    .describe(
      'The address people type, such as https://records.newsroom.org. Links in mails and sign-in use it; http://localhost:PORT unless set.',
    ),
  UNSEALED_DATA: z
    .string()
    .default('./data')
    .describe('The folder that holds the record, the files, the secrets and unfinished uploads.'),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?:\/\/|file:)/, 'must begin with postgres:// or file:')
    .optional()
    .describe('A postgres:// address moves the record from SQLite in the data folder to PostgreSQL.'),
  S3_ENDPOINT: z.url().optional().describe('The address of an S3-compatible store; moves the files there.'),
  S3_BUCKET: flag('The bucket for the files.'),
  S3_ACCESS_KEY_ID: flag('Who we are at the store.'),
  S3_SECRET_ACCESS_KEY: flag('The secret that proves it.'),
  S3_REGION: z.string().default('us-east-1').describe('The region of the bucket.'),
  SMTP_URL: flag('The mail server that letters and notices leave by.'),
  IMAP_URL: flag('The mailbox that replies arrive in.'),
  MAIL_ADDRESS: flag('The address replies are sent to; a word per request is added after a plus.'),
  OIDC_ISSUER: z.url().optional().describe('The address of the newsroom’s sign-in service (OpenID Connect).'),
  OIDC_CLIENT_ID: flag('Our name at that service.'),
  OIDC_CLIENT_SECRET: flag('The secret that proves it.'),
  PROCESS: z
    .enum(['all', 'web', 'worker'])
    .default('all')
    .describe('What this machine runs: the web server, the worker, or both.'),
  OCR_LANGUAGES: z
    .string()
    .regex(/^[a-z]{3}(_[a-z]+)?(\+[a-z]{3}(_[a-z]+)?)*$/i, 'must be languages of three letters, such as eng+spa')
    .default('eng')
    .describe('Languages that scanned pages are read in, such as eng+spa.'),
  BACKUP_RECIPIENT: flag('The age1… key that backups are sealed to.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe('Addresses (CIDR) of the reverse proxies whose X-Forwarded-For is believed.'),
  LOG_LEVEL: z.enum(['silent', 'error', 'info', 'debug']).default('info').describe('How much is written to the log.'),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, 'must have 32 characters or more')
    .optional()
    .describe('Seals the session cookie. Made on first start and kept in the data folder.'),
  APP_KEY: z
    .string()
    .min(32, 'must have 32 characters or more')
    .optional()
    .describe(
      'Seals second factors and stored passwords. Made on first start and kept in the data folder, never in a backup: keep a copy.',
    ),
})

export type Env = z.infer<typeof settings> & { data: string; databaseUrl: string; appUrl: string; secrets: Secrets }
export type Secrets = { NEXTAUTH_SECRET: string; APP_KEY: string }

/** Settings that only make sense together: with one of each row set, all must be. */
const together = [
  ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['IMAP_URL', 'MAIL_ADDRESS'],
] as const

/**
 * Reads all settings at once. Throws one error that names every problem, each in words.
 * The secrets come from the environment or from `<data>/secrets.json`, which `unsealed start` makes.
 */
export function readEnv(from: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.keys(settings.shape).map((key) => [key, from[key] || undefined]))
  const parsed = settings.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
  for (const group of together) {
    const missing = group.filter((key) => !given[key])
    if (missing.length > 0 && missing.length < group.length)
      problems.push(`${missing.join(', ')}: needed because ${group.find((key) => given[key])} is set`)
  }
  if (!parsed.success || problems.length > 0)
    throw new Error(`These settings need attention:\n  ${problems.join('\n  ')}`)
  const env = parsed.data
  const data = resolve(env.UNSEALED_DATA)
  const appUrl = (env.APP_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '')
  const databaseUrl = env.DATABASE_URL ?? `file:${join(data, 'unsealed.db')}`
  return { ...env, data, appUrl, databaseUrl, secrets: readSecrets(data, env) }
}

function readSecrets(data: string, env: Partial<Secrets>): Secrets {
  const { NEXTAUTH_SECRET, APP_KEY } = env
  if (NEXTAUTH_SECRET && APP_KEY) return { NEXTAUTH_SECRET, APP_KEY }
  const path = join(data, 'secrets.json')
  const schema = z.object({ NEXTAUTH_SECRET: z.string().min(32), APP_KEY: z.string().min(32) })
  try {
    const kept = schema.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { NEXTAUTH_SECRET: NEXTAUTH_SECRET ?? kept.NEXTAUTH_SECRET, APP_KEY: APP_KEY ?? kept.APP_KEY }
  } catch {
    throw new Error(
      `The secrets are missing: set NEXTAUTH_SECRET and APP_KEY, or run \`unsealed start\`, which makes ${path}.`,
    )
  }
}
