import { c } from '#db/columns'
import { houseRoles, roles, type TokenScope } from '#lib/domain/actions'

export const users = c.table(
  'users',
  {
    id: c.id('id'),
    email: c.text('email').notNull(), // lower case
    name: c.text('name').notNull(),
    role: c.word('role', houseRoles).notNull(),
    passwordHash: c.text('password_hash'), // argon2id; null until its owner set one
    totpSecret: c.text('totp_secret'), // sealed under APP_KEY; null while there is no second factor
    totpPending: c.text('totp_pending'), // sealed; offered, not yet proven
    totpLastStep: c.big('totp_last_step').notNull().default(0), // a code works once
    recoveryHashes: c.json<string[]>('recovery_hashes').notNull(),
    oidcSubject: c.text('oidc_subject'),
    demo: c.bool('demo').notNull().default(false), // a fictional colleague of the demonstration; cannot sign in
    disabledAt: c.instant('disabled_at'),
    createdAt: c.instant('created_at').notNull(),
  },
  (t) => [c.unique('users_email').on(t.email), c.unique('users_oidc').on(t.oidcSubject)],
)

/** A browser that is signed in. Read on every request; the cookie holds only what hashes to `id`. */
export const sessions = c.table(
  'sessions',
  {
    id: c.id('id'), // SHA-256 of the random value in the cookie
    userId: c.text('user_id').notNull(),
    createdAt: c.instant('created_at').notNull(),
    seenAt: c.instant('seen_at').notNull(), // to the minute: reading a page must not always write
    idleUntil: c.instant('idle_until').notNull(),
    absoluteUntil: c.instant('absolute_until').notNull(),
    userAgent: c.text('user_agent').notNull(),
    via: c.word('via', ['password', 'second-factor', 'oidc']).notNull(),
    revokedAt: c.instant('revoked_at'),
  },
  (t) => [c.index('sessions_user').on(t.userId)],
)

/** One-time links: the first administrator's, a new person's, a forgotten password's. */
export const passwordLinks = c.table('password_links', {
  id: c.id('id'), // SHA-256 of the token in the link
  userId: c.text('user_id').notNull(),
  expiresAt: c.instant('expires_at').notNull(),
  usedAt: c.instant('used_at'),
})

export const tokens = c.table(
  'tokens',
  {
    id: c.id('id'),
    userId: c.text('user_id').notNull(),
    name: c.text('name').notNull(),
    hash: c.text('hash').notNull(), // SHA-256 of the token
    scopes: c.json<TokenScope[]>('scopes').notNull(),
    createdAt: c.instant('created_at').notNull(),
    usedAt: c.instant('used_at'),
    revokedAt: c.instant('revoked_at'),
  },
  (t) => [c.unique('tokens_hash').on(t.hash), c.index('tokens_user').on(t.userId)],
)

export const memberships = c.table(
  'memberships',
  {
    userId: c.text('user_id').notNull(),
    investigationId: c.text('investigation_id').notNull(),
    role: c.word('role', roles).notNull(),
    since: c.instant('since').notNull(),
  },
  (t) => [
    c.key({ columns: [t.userId, t.investigationId] }),
    c.index('memberships_investigation').on(t.investigationId),
  ],
)
