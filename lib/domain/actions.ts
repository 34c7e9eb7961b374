/** Least to most: each may what the one before it may. */
export const roles = ['viewer', 'reporter', 'editor', 'owner'] as const
export type Role = (typeof roles)[number]

export const houseRoles = ['member', 'admin'] as const
export type HouseRole = (typeof houseRoles)[number]

export const scopes = ['read', 'write', 'publish', 'admin'] as const
export type TokenScope = (typeof scopes)[number]

/** Who is asking. Only the doors (lib/auth.ts, lib/worker.ts, bin/unsealed.ts) make one. */
export type Actor =
  | {
      kind: 'user'
      id: string
      house: HouseRole
      via: 'cookie' | 'token'
      /** Only with via 'token': what the token may do, at most what its user may. */
      scopes?: readonly TokenScope[]
      /** Only with via 'cookie': the row that is read on every request. */
      sessionId?: string
    }
  | { kind: 'system'; job: string; causedBy?: number }
  | { kind: 'operator' }
  | { kind: 'anyone' }

/**
 * Who may, at least: a role in the investigation it happens in, or in the house (`user`: anybody signed in;
 * `anyone`: also nobody in particular; `system`: only our own jobs).
 */
export type Least = Role | 'anyone' | 'user' | 'admin' | 'system'

/**
 * Everything that can happen here, and the least role that may do it. The name is both the permission and the
 * audit verb, so the two cannot drift apart. Names ending in read or list are asked through look(), all others
 * are done through act().
 */
export const actions = {
  'house.set-up': 'anyone',
  'house.sweep': 'system',
  'search.rebuild': 'system',
  'session.open': 'anyone',
  'session.refuse': 'anyone',
  'session.end': 'user',
  'session.list': 'user',
  'person.add': 'admin',
  'person.change': 'admin',
  'person.list': 'admin',
  'person.read': 'user',
  'person.rename': 'user',
  'person.set-password': 'anyone',
  'second-factor.change': 'user',
  'token.create': 'user',
  'token.revoke': 'user',
  'token.list': 'user',
  'setting.change': 'admin',

  'investigation.open': 'user',
  'investigation.list': 'user',
  'investigation.read': 'viewer',
  'investigation.edit': 'owner',
  'member.add': 'owner',
  'member.change': 'owner',
  'member.remove': 'owner',
  'member.list': 'viewer',

  'jurisdiction.read': 'user',
  'agency.add': 'user',
  'agency.edit': 'user',
  'agency.list': 'user',
  'agency.read': 'user',

  'request.add': 'reporter',
  'request.edit': 'reporter',
  'request.list': 'user',
  'request.read': 'viewer',
  'communication.log': 'reporter',
  'communication.move': 'reporter',
  'communication.read': 'viewer',

  'document.upload': 'reporter',
  'document.recognise': 'reporter',
  'document.edit': 'reporter',
  'document.delete': 'reporter',
  'document.retry': 'reporter',
  'document.correct': 'reporter',
  'document.cancel': 'reporter',
  'document.replace': 'reporter',
  'document.restore': 'reporter',
  'document.list': 'user',
  'document.read': 'viewer',
  'document.download': 'reporter',
  'document.mark-read': 'viewer',
  'document.split': 'system',
  'document.read-pages': 'system',
  'document.read-picture': 'system',
  'document.ocr': 'system',
  'document.unpack': 'system',
  'document.fail': 'system',
  'document.relate': 'system',

  'quarantine.list': 'user',
  'quarantine.read': 'editor',
  'quarantine.show': 'editor',
  'quarantine.decide': 'editor',

  'mark.add': 'reporter',
  'mark.edit': 'reporter',
  'mark.remove': 'reporter',
  'mark.list': 'viewer',
  'exhibit.prepare': 'reporter',
  'exhibit.build': 'system',
  'exhibit.verify': 'system',
  'exhibit.fail': 'system',
  'exhibit.review': 'editor',
  'exhibit.approve': 'editor',
  'exhibit.reject': 'editor',
  'exhibit.publish': 'editor',
  'exhibit.note': 'editor',
  'exhibit.update': 'editor',
  'exhibit.withdraw': 'editor',
  'exhibit.list': 'user',
  'exhibit.read': 'viewer',
  'export.make': 'viewer',
  'export.make-originals': 'reporter',
  'export.build': 'system',
  'export.fail': 'system',
  'export.read': 'viewer',
  'export.download': 'viewer',
  'export.download-originals': 'reporter',
  'publication.read': 'anyone',

  'share.create': 'editor',
  'share.revoke': 'editor',
  'share.retry': 'editor',
  'share.list': 'editor',
  'share.open': 'anyone', // who has its token
  'share.read': 'anyone', // who has opened it
  'share.build': 'system',
  'share.fail': 'system',

  'finding-type.define': 'reporter',
  'finding-type.edit': 'editor',
  'finding-type.list': 'viewer',
  'finding.add': 'reporter',
  'finding.edit': 'reporter',
  'finding.check': 'editor',
  'finding.delete': 'reporter',
  'finding.list': 'user',
  'finding.read': 'viewer',
  'board.read': 'viewer',
  'figure.list': 'viewer',
  'figure.add': 'reporter',
  'search.read': 'user',
  'view.add': 'user',
  'view.edit': 'user',
  'view.delete': 'user',
  'view.list': 'user',

  'audit.read': 'viewer',
  'audit.list': 'admin',
  'job.list': 'admin',
  'demo.read': 'admin',
  'demo.load': 'admin',
  'demo.remove': 'admin',
  'demo.publish': 'system',
} as const satisfies Record<string, Least>
export type Action = keyof typeof actions

/** Actions that take the scope `publish` or `admin` of a token; every other needs `read` or `write`. */
const publishing =
  /^(exhibit\.(review|approve|reject|publish|note|update|withdraw)|share\.(create|revoke|retry)|publication\.)/
const administering = /^(person\.(add|change|list)|setting\.change|audit\.list|job\.list|demo\.)/
const reading = /\.(read|list|download(-originals)?)$/

/** What an API token must carry for this action. */
export function scopeFor(action: Action): TokenScope {
  if (administering.test(action)) return 'admin'
  if (publishing.test(action)) return 'publish'
  return reading.test(action) ? 'read' : 'write'
}

const isRole = (least: Least): least is Role => (roles as readonly string[]).includes(least)

/**
 * May this actor do it? `role` is the actor's role in the investigation it happens in, null where it happens in
 * none or the actor is no member. Pure, so that a page may ask it too, to hide a button; the gates ask it again.
 */
export function can(actor: Actor, action: Action, role: Role | null): boolean {
  const least: Least = actions[action]
  if (actor.kind === 'system') return true
  if (actor.kind === 'operator') return least !== 'system'
  if (least === 'anyone') return true
  if (actor.kind === 'anyone' || least === 'system') return false
  if (actor.scopes && !actor.scopes.includes(scopeFor(action))) return false
  if (least === 'user') return true
  if (least === 'admin') return actor.house === 'admin'
  return isRole(least) && role !== null && roles.indexOf(role) >= roles.indexOf(least)
}
