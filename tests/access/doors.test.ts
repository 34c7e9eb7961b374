import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Command } from 'commander'
import { jobCatalogue } from '#lib/domain/jobs'
import { doors } from '../doors.ts'
import { table } from './door.ts'

/** The tree itself against the access manifest. Needs no record, so that `npm run check` runs it too. */
const files = walk('app')

const rows = (of: keyof typeof doors) => Object.keys(doors[of]).sort()
const why = 'see tests/doors.ts: a door without a row, or a row without its door'

/** `app/(desk)/requests/[number]/page.tsx` → `/requests/[number]`: a group in brackets is no part of the address. */
const addressOf = (file: string) =>
  `/${file
    .split('/')
    .slice(1, -1)
    .filter((part) => !/^\(.*\)$/.test(part))
    .join('/')}`

test('every page stands in the manifest', () => {
  const pages = files.filter((file) => /\/page\.tsx$/.test(file)).map(addressOf)
  assert.deepEqual(rows('pages'), pages.sort(), why)
})

test('every method of every route stands in the manifest', () => {
  const methods = /\b(?:as |(?:const|function) )(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g
  const exported =
    /^export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b|^export \{[^}]*\}/gm
  const routes = files
    .filter((file) => /\/route\.tsx?$/.test(file))
    .flatMap((file) => {
      const exports = readFileSync(file, 'utf8').match(exported) ?? []
      const named = exports.flatMap((line) => [...line.matchAll(methods)].map((m) => m[1]))
      assert(named.length > 0, `${file} answers to no method that can be read off it`)
      return named.map((method) => `${method} ${addressOf(file)}`)
    })
  assert.deepEqual(rows('routes'), routes.sort(), why)
})

test('every server action stands in the manifest', () => {
  const found = files
    .filter((file) => /\.tsx?$/.test(file) && /^\s*['"]use server['"]/.test(readFileSync(file, 'utf8')))
    .flatMap((file) => {
      const names = readFileSync(file, 'utf8').matchAll(/^export (?:const|async function|function) (\w+)/gm)
      return [...names].map((m) => `${file.replace(/^app\/(\(\w+\)\/)?|\.tsx?$/g, '')} ${m[1]}`)
    })
  assert.deepEqual(rows('actions'), found.sort(), why)
})

test('no server action hides in the body of a component', () => {
  const inside = /^\s+['"]use server['"]/m
  assert.deepEqual(
    files.filter((file) => /\.tsx?$/.test(file) && inside.test(readFileSync(file, 'utf8'))),
    [],
  )
})

test('every call of the API stands in the manifest, once', () => {
  assert.deepEqual(rows('api'), table.map((call) => `${call.method} ${call.path}`).sort(), why)
})

test('every job stands in the manifest and only the house itself does it', () => {
  assert.deepEqual(rows('jobs'), Object.keys(jobCatalogue).sort(), why)
  assert.deepEqual(new Set(Object.values(doors.jobs)), new Set(['system']))
})

test('every command stands in the manifest and is the operator’s', async () => {
  const program = new Command('unsealed')
  for (const file of walk('bin/commands')) {
    const module: Record<string, unknown> = await import(`../../${file}`)
    for (const [name, add] of Object.entries(module))
      if (name.endsWith('Commands') && typeof add === 'function') add(program, () => assert.fail('only listed'))
  }
  const own = [...readFileSync('bin/unsealed.ts', 'utf8').matchAll(/^program\s*\.command\('([a-z-]+)/gm)].map(
    (m) => m[1],
  )
  assert.deepEqual(rows('commands'), [...own, ...leaves(program)].sort(), why)
  assert.deepEqual(new Set(Object.values(doors.commands)), new Set(['operator']))
})

/** `audit verify`: a command with others below it does nothing by itself, unless it takes an argument of its own. */
function leaves(command: Command, path: string[] = []): string[] {
  return command.commands.flatMap((each) => {
    const here = [...path, each.name()]
    const own = each.commands.length === 0 || each.registeredArguments.length > 0
    return [...(own ? [here.join(' ')] : []), ...leaves(each, here)]
  })
}

function walk(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(path) : [path]
  })
}
