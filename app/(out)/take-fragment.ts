/** The secret after the # of the address, which is then taken out of the address and the history. */
export function takeFragment(): string {
  const secret = decodeURIComponent(location.hash.slice(1))
  if (secret) history.replaceState(history.state, '', location.pathname + location.search)
  return secret
}
