import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { version } from '#lib/domain/version'

const read = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8')) as {
    version: string
    packages: Record<string, { license?: string; version?: string; link?: boolean }>
  }

test('every licence of the lock is listed in NOTICE', () => {
  const notice = readFileSync('NOTICE', 'utf8')
  const listed = new Set(notice.split('\n').map((line) => line.split(/ {2,}/)[0]))
  const packages = Object.entries(read('package-lock.json').packages).filter(
    ([path, p]) => path.startsWith('node_modules/') && !p.link,
  )
  const missing = packages
    .filter(([, p]) => !listed.has(p.license ?? 'none'))
    .map(([path, p]) => `${path}: ${p.license}`)
  assert.deepEqual(missing, [])
  const nameless = packages.filter(([, p]) => !p.license).map(([path]) => path.replace(/.*node_modules\//, ''))
  assert.deepEqual(
    nameless.filter((name) => !notice.includes(name)),
    [],
  )
})

test('the packages whose older versions have known holes stand at or above their floor', () => {
  const floors: Record<string, string> = {
    next: '16.3.3',
    react: '19.2.8',
    'react-dom': '19.2.8',
    'next-auth': '4.24.15',
    sharp: '0.35.4',
    'drizzle-orm': '0.45.2',
    'better-sqlite3': '13.0.0',
    nodemailer: '10.0.0',
    'postal-mime': '2.4.6',
  }
  const { packages } = read('package-lock.json')
  const number = (v: string) => v.split('.').reduce((sum, part) => sum * 1000 + Number.parseInt(part, 10), 0)
  const low = Object.entries(floors).filter(
    ([name, floor]) => number(packages[`node_modules/${name}`]?.version ?? '0') < number(floor),
  )
  assert.deepEqual(low, [])
})

test('the version people are told is that of the package', () => {
  assert.equal(read('package.json').version, version)
})
