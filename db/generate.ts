import { spawnSync } from 'node:child_process'

/** Makes the next migration of both dialects from db/schema.ts: `npm run db:generate -- add_exhibits`. */
const [name, ...more] = process.argv.slice(2)
if (!name) throw new Error('Give the migration a name: npm run db:generate -- add_exhibits')
for (const DATABASE_URL of ['file:', 'postgres://generate']) {
  const env = { ...process.env, DATABASE_URL }
  const kit = ['node_modules/drizzle-kit/bin.cjs', 'generate', `--name=${name}`, ...more]
  const { status } = spawnSync(process.execPath, kit, { env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
