import { BlockList, isIP } from 'node:net'

/**
 * The address a request came from: the last one in X-Forwarded-For that is no proxy of ours. Next writes the socket's
 * address there where the header is missing, so without a proxy it holds exactly one. A liar without a proxy in
 * between only chooses which counter of tries is his; the counter of the account stays the same.
 */
export function addressOf(headers: Headers, trustedProxies: string): string {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim().replace(/^::ffff:/, ''))
  const ours = listOf(trustedProxies)
  const seen = hops
    .filter((hop) => isIP(hop) !== 0)
    .findLast((hop) => !ours.check(hop, isIP(hop) === 6 ? 'ipv6' : 'ipv4'))
  return seen ?? 'unknown'
}

function listOf(cidrs: string): BlockList {
  const list = new BlockList()
  for (const cidr of cidrs.split(/[\s,]+/).filter(Boolean)) {
    const [net = '', bits] = cidr.split('/')
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(net, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return list
}
