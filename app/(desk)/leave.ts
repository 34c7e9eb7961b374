'use client'

/** Signs out by a form of its own and a full page load, so that nothing of the desk stays in the browser. */
export function leave() {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = '/api/auth/signout'
  document.body.append(form)
  form.submit()
}
