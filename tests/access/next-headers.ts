/** What Next tells a server action of the request it came with: set by a test, read by the doors. */
export const asked = { headers: new Headers(), cookies: new Map<string, string>() }

export const headers = async () => asked.headers
export const cookies = async () => ({
  get: (name: string) => {
    const value = asked.cookies.get(name)
    return value === undefined ? undefined : { name, value }
  },
})
