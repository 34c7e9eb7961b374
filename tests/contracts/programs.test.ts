import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { programPath } from '../../lib/io/programs.ts'

/** A project of three files, one of which the program brings along. */
function project() {
  const root = mkdtempSync(join(tmpdir(), 'programs-'))
  mkdirSync(join(root, 'lib/io/children'), { recursive: true })
  writeFileSync(join(root, 'lib/io/frames.ts'), 'export const said: number = 4\n')
  writeFileSync(join(root, 'lib/io/not-theirs.ts'), 'export const secret: string = ""\n')
  writeFileSync(
    join(root, 'lib/io/children/one.ts'),
    "import { said } from '#lib/io/frames'\nconsole.log(said as number)\n",
  )
  return root
}

test('a program is run in its plain form, with what it brings along and nothing else of ours', async () => {
  const root = project()
  const path = programPath(root, 'one')
  assert.match(path, /^node_modules\/\.cache\/unsealed-programs\/[0-9a-f]{32}\/lib\/io\/children\/one\.js$/)
  const kept = readdirSync(join(root, 'node_modules/.cache/unsealed-programs'), { recursive: true, encoding: 'utf8' })
  assert.ok(kept.some((file) => file.endsWith('lib/io/frames.js')))
  assert.ok(!kept.some((file) => file.includes('not-theirs')))
  await import(join(root, path)) // speaks plain JavaScript
  rmSync(root, { recursive: true })
})

test('a program that has changed gets a form of its own', () => {
  const root = project()
  const other = `${root}-changed`
  cpSync(root, other, { recursive: true })
  writeFileSync(join(other, 'lib/io/frames.ts'), 'export const said: number = 5\n')
  assert.notEqual(programPath(root, 'one'), programPath(other, 'one'))
  rmSync(root, { recursive: true })
  rmSync(other, { recursive: true })
})

test('where nothing can be kept the source itself is run', () => {
  const root = project()
  writeFileSync(join(root, 'node_modules'), 'a file where the folder should be')
  assert.equal(programPath(root, 'one'), 'lib/io/children/one.ts')
  rmSync(root, { recursive: true })
})
