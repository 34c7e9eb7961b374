import { writeSync } from 'node:fs'

/**
 * What a parser child says to its parent, on a pipe of its own: one byte of kind, four bytes of length (big-endian),
 * the payload. `say` is JSON, `bytes` a piece of a file, `end` the one clean end (empty), `fail` the named failure as
 * JSON. Anything else, and anything longer than its cap, ends the reading.
 */
export const frameKinds = { say: 1, bytes: 2, end: 3, fail: 4 } as const
export type FrameKind = keyof typeof frameKinds
export type Frame = { kind: FrameKind; payload: Buffer }

/** Longest payload of each kind in bytes. */
export const frameCaps: Record<FrameKind, number> = { say: 16 * 1024 ** 2, bytes: 1024 ** 2, end: 0, fail: 4096 }

const kindOf = new Map<number, FrameKind>(Object.entries(frameKinds).map(([name, n]) => [n, name as FrameKind])) // keys of the constant above

/** The file descriptors a child is born with: its input to read, the pipe to answer on. */
export const inputFd = 3
export const answerFd = 4

/** In the child: writes one frame, waiting while the pipe is full. */
export function writeFrame(kind: FrameKind, payload: Uint8Array = new Uint8Array()): void {
  const head = Buffer.alloc(5)
  head.writeUInt8(frameKinds[kind], 0)
  head.writeUInt32BE(payload.length, 1)
  writeAll(head)
  writeAll(payload)
}

/** In the child: one JSON message. */
export const say = (message: unknown) => writeFrame('say', Buffer.from(JSON.stringify(message)))

/** In the child: bytes of any length, in pieces. */
export function sayBytes(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += frameCaps.bytes)
    writeFrame('bytes', bytes.subarray(at, at + frameCaps.bytes))
}

function writeAll(bytes: Uint8Array): void {
  let at = 0
  while (at < bytes.length) {
    try {
      at += writeSync(answerFd, bytes, at)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

/** What the parent throws when a child breaks the protocol. */
export class FrameError extends Error {}

/** In the parent: the frames of a pipe, in order. Throws FrameError at the first that breaks the rules. */
export async function* readFrames(pipe: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let parts: Buffer[] = []
  let have = 0
  let head: { kind: FrameKind; length: number } | undefined
  const take = (length: number): Buffer => {
    const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
    parts = all.length > length ? [all.subarray(length)] : []
    have -= length
    return all.subarray(0, length)
  }
  for await (const piece of pipe) {
    parts.push(piece)
    have += piece.length
    for (;;) {
      if (!head) {
        if (have < 5) break
        head = readHead(take(5))
      }
      if (have < head.length) break
      yield { kind: head.kind, payload: take(head.length) }
      head = undefined
    }
  }
  if (head || have > 0) throw new FrameError('the answer ends in the middle of a frame')
}

function readHead(bytes: Buffer): { kind: FrameKind; length: number } {
  const kind = kindOf.get(bytes.readUInt8(0))
  const length = bytes.readUInt32BE(1)
  if (!kind) throw new FrameError('a frame of no known kind')
  if (length > frameCaps[kind]) throw new FrameError(`a ${kind} frame of ${length} bytes`)
  return { kind, length }
}
