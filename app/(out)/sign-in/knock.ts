/** Where to go now, or the one word that says why not. */
export type Answer = { url: string } | { error: string }

/** E-mail address, password and, where there is one, the code → the door. Nothing is kept in the browser but a cookie. */
export function knock(given: { email: string; password: string; code?: string; next: string }): Promise<Answer> {
  const { next, code, ...rest } = given
  return post('/api/auth/callback/credentials', { ...rest, ...(code ? { code } : {}), callbackUrl: next })
}

/** To the newsroom's own sign-in service; `url` is its page. */
export const toNewsroomAccount = (next: string): Promise<Answer> => post('/api/auth/signin/oidc', { callbackUrl: next })

async function post(path: string, fields: Record<string, string>): Promise<Answer> {
  try {
    const { csrfToken } = (await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()) as { csrfToken: string }
    const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' })
    const answer = (await (await fetch(path, { method: 'POST', body })).json()) as { url?: string }
    if (!answer.url) return { error: 'Unreachable' }
    const error = new URL(answer.url, location.href).searchParams.get('error')
    return error ? { error } : { url: answer.url }
  } catch {
    return { error: 'Unreachable' }
  }
}

/** The words of next-auth and ours → a sentence; never what stands in the address itself. */
export function sentenceOf(error: string): string {
  const wait = /^TooMany-(\d{1,5})$/.exec(error)?.[1]
  if (wait) return `Too many tries. Please wait ${wait} seconds.`
  return sentences[error] ?? 'Signing in did not work. Please try again.'
}

const sentences: Record<string, string> = {
  Wrong: 'That e-mail address and password do not belong together, or there is no account for them here.',
  WrongCode: 'That code is wrong or was used before. Wait for the next one.',
  Unreachable: 'Unsealed cannot be reached right now. Please try again.',
  OAuthSignin: 'The newsroom’s sign-in service cannot be reached right now.',
  OAuthCallback: 'The newsroom’s sign-in service did not complete. Please begin again.',
  Callback: 'The newsroom’s sign-in service did not complete. Please begin again.',
}
