/** As much of a Node response as next-auth writes to, → a Response. */
export class Answer {
  private code = 200
  private readonly headers = new Headers({ 'cache-control': 'no-store' })
  private lines: string[] = []
  private body: string | null = null
  private readonly own: string[] = []

  /** One more Set-Cookie line beside those of next-auth. */
  cookie(line: string) {
    this.own.push(line)
  }
  status(code: number) {
    this.code = code
    return this
  }
  getHeader(name: string) {
    return name.toLowerCase() === 'set-cookie' ? this.lines : this.headers.get(name)
  }
  setHeader(name: string, value: string | string[]) {
    if (name.toLowerCase() === 'set-cookie') this.lines = [value].flat()
    else this.headers.set(name, String(value))
    return this
  }
  json(value: unknown) {
    this.headers.set('content-type', 'application/json')
    this.body = JSON.stringify(value)
  }
  send(value: unknown) {
    if (value && typeof value === 'object') this.json(value)
    else this.body = value === undefined ? null : String(value)
  }
  end() {}
  response() {
    for (const line of [...this.lines, ...this.own]) this.headers.append('set-cookie', line)
    return new Response(this.body, { status: this.code, headers: this.headers })
  }
}

/** A form of at most 20 kB; anything else is an empty one. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  if (Number(request.headers.get('content-length') ?? 0) > 20_000) return {}
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return {}
  return Object.fromEntries(new URLSearchParams((await request.text()).slice(0, 20_000)))
}

/** The Cookie header → its values by name. */
export function cookiesOf(headers: Headers): Record<string, string> {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split(/=(.*)/s))
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, decoded(value)]))
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
