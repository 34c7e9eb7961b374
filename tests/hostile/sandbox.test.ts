import assert from 'node:assert/strict'
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { ParseFailure } from '#lib/io/parse-failure'
import { createSandbox, type Sandbox } from '#lib/io/sandbox'
import { detect, type SandboxLevel } from '#lib/io/sandbox-ladder'

const project = resolve(import.meta.dirname, '../..')
const says = z.strictObject({ pages: z.int().min(1).max(10_000) })
const any = z.record(z.string(), z.unknown())

/** A house whose parser is the program given: the real sandbox, a parser gone wrong. */
async function houseWith(program: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'unsealed-parser-'))
  await mkdir(join(root, 'lib/io/children'), { recursive: true })
  await copyFile(join(project, 'package.json'), join(root, 'package.json'))
  await copyFile(join(project, 'lib/io/frames.ts'), join(root, 'lib/io/frames.ts'))
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'))
  const start = "import { say, sayBytes, writeFrame, inputFd } from '#lib/io/frames'\nimport * as fs from 'node:fs'\n"
  await writeFile(join(root, 'lib/io/children/pdf.ts'), start + program)
  return root
}

const best = await detect(project)
const levels: SandboxLevel[] =
  best === 'strong' ? ['strong', 'weak', 'weakest'] : best === 'weak' ? ['weak', 'weakest'] : ['weakest']

describe('a parser that goes wrong', { concurrency: 4 }, () => {
  const made: string[] = []
  after(() => Promise.all(made.map((root) => rm(root, { recursive: true, force: true }))))

  /** Runs it; → what it said, how it ended, how long that took in ms. */
  async function run(program: string, { level = best, silenceMs = 1500, mostBytes = 1e6 } = {}) {
    const root = await houseWith(program)
    made.push(root)
    const input = join(root, 'input')
    await writeFile(input, 'the document')
    const sandbox: Sandbox = createSandbox({ root, force: level, ahead: 0 })
    const started = performance.now()
    const said: unknown[] = []
    let end = 'clean'
    try {
      for await (const { message, bytes } of sandbox.run({
        program: 'pdf',
        path: input,
        args: { password: 'p' },
        says,
        silenceMs,
        totalMs: 4000,
        mostBytes,
      }))
        said.push(message ?? bytes)
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error
      end = error.code
    }
    return { said, end, ms: performance.now() - started }
  }

  const wrongs: [what: string, program: string, end: string][] = [
    ['hangs', 'setInterval(() => {}, 1000)', 'timeout'],
    ['spins', 'for (;;);', 'timeout'],
    ['ignores being asked to stop', "process.on('SIGTERM', () => {}); say({ pages: 1 }); for (;;);", 'timeout'],
    ['dies', 'process.exit(3)', 'crashed'],
    ['throws', "throw new Error('boom')", 'crashed'],
    ['ends cleanly without having said so', 'process.exit(0)', 'crashed'],
    ['answers garbage', "fs.writeSync(4, 'all is well, here are your pages'); process.exit(0)", 'crashed'],
    [
      'breaks off in the middle of a frame',
      'fs.writeSync(4, Buffer.from([1, 0, 0, 1, 0, 123])); process.exit(0)',
      'crashed',
    ],
    [
      'announces a frame of 4 GiB',
      'fs.writeSync(4, Buffer.from([1, 255, 255, 255, 255])); setInterval(() => {}, 1000)',
      'crashed',
    ],
    ['says what is no JSON', "writeFrame('say', Buffer.from('{pages:')); writeFrame('end')", 'crashed'],
    ['counts 2147483647 pages', 'say({ pages: 2147483647 }); writeFrame("end")', 'crashed'],
    ['says more than it was asked', 'say({ pages: 1, sha256: "0" }); writeFrame("end")', 'crashed'],
    ['never stops talking', 'for (;;) sayBytes(Buffer.alloc(65536))', 'too_big'],
    ['closes the pipe and stays', 'fs.closeSync(4); setInterval(() => {}, 1000)', 'crashed'],
    ['makes up a failure of its own', 'writeFrame(\'fail\', Buffer.from(\'{"code":"fine"}\'))', 'crashed'],
    [
      'fills standard output and error',
      "for (let i = 0; i < 2000; i++) { console.log('x'.repeat(1000)); console.error('x'.repeat(1000)) } say({ pages: 1 }); writeFrame('end')",
      'clean',
    ],
  ]
  for (const [what, program, end] of wrongs)
    test(`one that ${what} ends in a named state, soon`, async () => {
      const outcome = await run(program)
      assert.equal(outcome.end, end)
      assert(outcome.ms < 12_000, `${Math.round(outcome.ms)} ms`)
    })

  test('one that uses up memory is stopped at its limit', {
    skip: best === 'weakest' && 'no prlimit on this machine',
  }, async () => {
    const eater =
      'const all = []; for (let i = 0; i < 40; i++) all.push(Buffer.alloc(100 * 1024 ** 2, 1)); say({ pages: 1 }); writeFrame("end")'
    assert.equal((await run(eater, { silenceMs: 4000 })).end, 'crashed')
  })

  test('the next file is read as if nothing had been', async () => {
    assert.deepEqual((await run("say({ pages: 7 }); writeFrame('end')")).said, [{ pages: 7 }])
  })
})

describe('a parser asked more than once', { concurrency: 4 }, () => {
  const made: string[] = []
  after(() => Promise.all(made.map((root) => rm(root, { recursive: true, force: true }))))

  /** A child whose `answer(question)` is the program given, and how to ask it: what it said, or how it failed. */
  async function talkWith(program: string) {
    const lines = "import { createInterface } from 'node:readline'\nlet asked = 0\n"
    const loop = 'for await (const line of createInterface({ input: process.stdin })) { asked++; answer() }'
    const root = await houseWith(`${lines}function answer() { ${program} }\n${loop}`)
    made.push(root)
    const input = join(root, 'input')
    await writeFile(input, 'the document')
    const limits = { silenceMs: 1500, totalMs: 4000, mostBytes: 1e6 }
    const talk = await createSandbox({ root, ahead: 0 }).open({ program: 'pdf', path: input, says, ...limits })
    const ask = async () => {
      try {
        const said: unknown[] = []
        for await (const { message } of talk.ask({})) said.push(message)
        return said
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error
        return error.code
      }
    }
    return { talk, ask }
  }

  test('answers each question, and is gone when closed', async () => {
    const { talk, ask } = await talkWith("say({ pages: asked }); writeFrame('end')")
    assert.deepEqual([await ask(), await ask(), await ask()], [[{ pages: 1 }], [{ pages: 2 }], [{ pages: 3 }]])
    assert.equal(talk.open(), true)
    await talk.close()
    assert.deepEqual([talk.open(), await ask()], [false, 'crashed'])
  })

  const wrongs: [what: string, program: string, end: string][] = [
    ['fails', 'writeFrame(\'fail\', Buffer.from(\'{"code":"damaged"}\'))', 'damaged'],
    ['hangs', '', 'timeout'],
    ['speaks nonsense', 'say({ pages: -1 })', 'crashed'],
    ['dies', 'process.exit(0)', 'crashed'],
  ]
  for (const [what, program, end] of wrongs)
    test(`one that ${what} the second time is never asked a third time`, async () => {
      const { talk, ask } = await talkWith(
        `if (asked > 1) { ${program} } else { say({ pages: 1 }); writeFrame('end') }`,
      )
      assert.deepEqual([await ask(), await ask(), talk.open()], [[{ pages: 1 }], end, false])
      assert.equal(await ask(), 'crashed')
    })

  for (const [what, program] of [
    ['dies', 'process.exit(0)'],
    ['speaks unasked', "say({ pages: 2 }); writeFrame('end')"],
  ])
    test(`one that ${what} between two questions is ended`, async () => {
      const { talk, ask } = await talkWith(
        `say({ pages: 1 }); writeFrame('end'); setTimeout(() => { ${program} }, 100)`,
      )
      assert.deepEqual(await ask(), [{ pages: 1 }])
      await new Promise((resolve) => setTimeout(resolve, 600))
      assert.equal(talk.open(), false)
      await talk.close()
    })

  test('one that waits for a question does not keep the server from ending', async () => {
    const { ask } = await talkWith("say({ pages: 1 }); writeFrame('end')")
    assert.deepEqual(await ask(), [{ pages: 1 }])
    // nothing closes it: this file would never end
  })
})

describe('what a parser can reach', () => {
  const made: string[] = []
  const secret = join(tmpdir(), `unsealed-secret-${process.pid}`)
  let port = 0
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  before(async () => {
    await writeFile(secret, 'a secret of the host')
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  after(async () => {
    server.close()
    await rm(secret, { force: true })
    await Promise.all(made.map((root) => rm(root, { recursive: true, force: true })))
  })

  /** What each attempt of a parser turned parasite comes to. */
  async function attempts(level: SandboxLevel) {
    const root = await houseWith(`
      import net from 'node:net'
      import { spawnSync } from 'node:child_process'
      const tried: Record<string, string> = {}
      const attempt = (name: string, work: () => unknown) => { try { tried[name] = 'did ' + String(work()) } catch (error) { tried[name] = 'could not' } }
      attempt('read a secret of the host', () => fs.readFileSync(${JSON.stringify(secret)}, 'utf8'))
      attempt('read the users of the host', () => fs.readFileSync('/etc/passwd', 'utf8'))
      attempt('list the project', () => fs.readdirSync('.'))
      attempt('write a file', () => fs.writeFileSync('/tmp/x', 'x'))
      attempt('write into its input', () => fs.writeSync(inputFd, 'x', 0))
      attempt('start a program', () => { const r = spawnSync('true'); if (r.error || r.status !== 0) throw new Error('no') })
      attempt('read its input', () => fs.readFileSync(inputFd, 'utf8'))
      tried['the environment'] = Object.keys(process.env).filter((name) => !['NODE_ENV', 'PWD'].includes(name)).join()
      tried['reach the network'] = await new Promise((resolve) => {
        const socket = net.connect(${port}, '127.0.0.1', () => { resolve('did'); socket.destroy() })
        socket.on('error', () => resolve('could not'))
      })
      say(tried)
      writeFrame('end')`)
    made.push(root)
    const input = join(root, 'input')
    await writeFile(input, 'the document')
    let tried: Record<string, unknown> = {}
    const task = {
      program: 'pdf' as const,
      path: input,
      args: {},
      says: any,
      silenceMs: 10_000,
      totalMs: 10_000,
      mostBytes: 1e6,
    }
    for await (const { message } of createSandbox({ root, force: level, ahead: 0 }).run(task)) tried = message ?? {}
    assert.equal(await readFile(input, 'utf8'), 'the document')
    return tried
  }

  const nothing = {
    'read a secret of the host': 'could not',
    'read the users of the host': 'could not',
    'list the project': 'could not',
    'write a file': 'could not',
    'write into its input': 'could not',
    'start a program': 'could not',
    'read its input': 'did the document',
    'the environment': '',
  }
  for (const level of ['strong', 'weak', 'weakest'] as const)
    test(`on the ${level} rung: its input, and nothing else`, {
      skip: !levels.includes(level) && `this machine has no rung better than ${best}`,
    }, async () => {
      const { 'reach the network': network, ...tried } = await attempts(level)
      assert.deepEqual(tried, nothing)
      // only bubblewrap takes the network away; the weaker rungs are shown to the administrator as such
      if (level === 'strong') assert.equal(network, 'could not')
    })
})

describe('a parser that is started ahead of its file', () => {
  const made: string[] = []
  after(() => Promise.all(made.map((root) => rm(root, { recursive: true, force: true }))))
  const limits = { silenceMs: 5000, totalMs: 10_000, mostBytes: 1e6 }
  /** Says who it is, how it was given its file, and what stands in it; `before` is what it does while it waits. */
  const teller = (before = '') => `${before}
    for await (const _ of process.stdin) {
      const piped = !fs.fstatSync(inputFd).isFile()
      say({ pid: process.pid, piped, text: fs.readFileSync(inputFd, 'utf8') })
      writeFrame('end')
      break
    }
    process.exit(0)`

  async function readThree(program: string, pauseMs: number) {
    const root = await houseWith(program)
    made.push(root)
    const sandbox = createSandbox({ root, force: 'weakest' })
    const said: Record<string, unknown>[] = []
    for (const text of ['one', 'two', 'three']) {
      const path = join(root, text)
      await writeFile(path, text)
      for await (const { message } of sandbox.run({ program: 'pdf', path, args: {}, says: any, ...limits }))
        if (message) said.push(message)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    return said
  }

  test('each file has a child of its own, and a later one does not wait for its start', async () => {
    const said = await readThree(teller(), 400)
    assert.deepEqual(
      said.map(({ text, piped }) => [text, piped]),
      [
        ['one', false],
        ['two', true],
        ['three', true],
      ],
    )
    assert.equal(new Set(said.map(({ pid }) => pid)).size, 3)
  })

  test('one that dies while it waits is not asked', async () => {
    const dying = teller('if (!fs.fstatSync(inputFd).isFile()) process.exit(3)')
    const said = await readThree(dying, 400)
    assert.deepEqual(
      said.map(({ text, piped }) => [text, piped]),
      [
        ['one', false],
        ['two', false],
        ['three', false],
      ],
    )
  })
})
