import { createHash, randomBytes } from 'node:crypto'
import { type Database, open } from '#db/client'
import { type Named, prefixes } from '#lib/domain/ids'
import { type Env, readEnv } from '#lib/env'
import { type Passwords, passwords } from '#lib/io/passwords'
import { type SecondFactor, secondFactor } from '#lib/io/second-factor'
import { type SetupFile, setupFile } from '#lib/io/setup-file'

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
  passwords: Passwords
  secondFactor: SecondFactor
  setupFile: SetupFile
}

/** The parts that need nothing but a random source and a clock. */
export const plain = (): Pick<World, 'now' | 'id' | 'secret' | 'digest'> => ({
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

export async function openWorld(env: Env = readEnv()): Promise<World> {
  return { ...(await open(env.databaseUrl)), env, ...plain(), ...guards(env) }
}

const holder = globalThis as { unsealedWorld?: Promise<World> } // next dev loads this file more than once

/** The World of this process, opened on first use. */
export const world = () => (holder.unsealedWorld ??= openWorld())
