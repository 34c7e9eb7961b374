import { defineConfig } from 'drizzle-kit'

const postgres = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? '')

/** Run through `npm run db:generate -- NAME`, which makes the migrations of both dialects from the one schema. */
export default defineConfig({
  dialect: postgres ? 'postgresql' : 'sqlite',
  schema: './db/schema.ts',
  out: postgres ? './db/migrations/postgres' : './db/migrations/sqlite',
})
