import { type Html, html } from '#lib/domain/html'
import { linkDocument } from './link-document'

/** What went wrong, for a browser without scripts that comes back to the form. */
const told: Record<string, string> = {
  not_found: 'There is no link with this code. Copy the whole link, up to its last letter.',
  forbidden: 'This link asks for a passcode, or the one you gave is wrong.',
  too_many: 'Too many tries. Please wait some minutes.',
}

/** The door of a link: the same for every link, because what it leads to is nobody’s business. */
export function gate(id: string, said: string | null): Response {
  const wrong = said === null ? null : (told[said] ?? 'That did not work. Please try again.')
  const body = html`<main class="gate"><p class="brand">Unsealed</p>
<h1>Shared with you</h1>
<p class="muted">Somebody in a newsroom has sent you a link to read here.</p>
<noscript><p>This browser runs no scripts, so the link does not open by itself: paste it into the field, whole.</p></noscript>
<form id="gate" method="post" action="/s/${id}/open">
<p id="said" class="wrong" role="alert" tabindex="-1">${wrong}</p>
<div id="code"><label for="token">Code</label><p class="small" id="code-hint">What stands after the # in the link you were sent, or the whole link.</p><input id="token" name="token" aria-describedby="code-hint" autocomplete="off" autocapitalize="off" spellcheck="false" required></div>
<div id="pass"><label for="passcode">Passcode</label><p class="small" id="pass-hint">Where you were told one, by another way than the link.</p><input id="passcode" name="passcode" type="password" aria-describedby="pass-hint" autocomplete="off"></div>
<button class="btn pri">Open</button>
</form>
<p id="busy" class="muted" role="status"></p></main>`
  return linkDocument({ title: 'Shared with you', body, script })
}

/** The link has ended: to everybody, because its address is no secret. */
export const over = (said: string) => lost(410, 'This link is over', said)

/** The one answer for a link that never was. */
export const noLink = () => lost(404, 'There is no link at this address', 'Copy the whole link, up to its last letter.')

function lost(status: 404 | 410, title: string, said: string): Response {
  const body: Html = html`<main class="gate"><p class="brand">Unsealed</p><h1>${title}</h1><p>${said}</p></main>`
  return linkDocument({ title, body, status })
}

/**
 * Takes what stands after the # out of the address and exchanges it for a visit. It goes in a body, never in an
 * address, so no log, history or other site sees it.
 */
const script = `(() => {
const at = (id) => document.getElementById(id)
const [form, said, busy] = [at('gate'), at('said'), at('busy')]
let token = ''
at('pass-hint').textContent = 'This link asks for one. Whoever sent it has told you, by another way than the link.'
const wrongCode = ${JSON.stringify(told.not_found)}
function show(step, words) {
  form.hidden = step === 'busy'
  busy.textContent = step === 'busy' ? 'Opening …' : ''
  said.textContent = words || ''
  at('code').hidden = step !== 'code'
  at('token').required = step === 'code'
  at('pass').hidden = step !== 'pass'
  at('passcode').required = step === 'pass'
  if (step === 'busy') return
  const field = at(step === 'code' ? 'token' : 'passcode')
  field.focus()
  field.select()
}
async function open(passcode) {
  show('busy')
  let answer
  try {
    answer = await fetch('/api/v1/shares/' + location.pathname.split('/')[2] + '/open', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(passcode ? { token, passcode } : { token }),
    })
  } catch {
    return show(passcode ? 'pass' : 'code', 'This newsroom cannot be reached right now. Please try again.')
  }
  if (answer.ok || answer.status === 410) return location.replace(location.pathname)
  const { detail } = await answer.json().catch(() => ({}))
  if (answer.status === 403) return show('pass', passcode ? detail : '')
  if (answer.status === 404 || answer.status === 400) return show('code', wrongCode)
  show(passcode ? 'pass' : 'code', detail || 'That did not work. Please try again.')
}
function take() {
  const found = location.hash.slice(1)
  if (!found) return false
  history.replaceState(null, '', location.pathname)
  token = found
  open('')
  return true
}
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const written = at('token').value.trim()
  if (!at('code').hidden) token = written.slice(written.indexOf('#') + 1)
  const passcode = at('pass').hidden ? '' : at('passcode').value
  open(passcode)
})
addEventListener('hashchange', take)
if (!take()) show('code', said.textContent)
})()`
