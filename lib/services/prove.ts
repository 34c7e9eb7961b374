import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf, type Noun } from '#db/home'
import { memberships } from '#db/schema'
import { type Action, type Actor, can, type Role } from '#lib/domain/actions'
import { notFound, Refusal } from '#lib/domain/refusal'

/** Where it happens: in the house, or in the investigation in which the named thing lives (by id or cited number). */
export type On = 'house' | { noun: Noun; id: string }

declare const proven: unique symbol
/** Proof that the check was passed: only this file makes one, and every scoped query wants one. */
export type Scope = {
  readonly [proven]: true
  readonly actor: Actor
  readonly investigationId: string
  /** The id of the named thing, also where it was named by its number. */
  readonly id: string
  /** null for our own jobs and the operator. */
  readonly role: Role | null
}
export type HouseScope = { readonly [proven]: true; readonly actor: Actor; readonly investigationId: null }

/** For act() and look(), and for a body that works in the investigation it has just opened. */
export async function prove<O extends On>(
  tx: Tx,
  actor: Actor,
  action: Action,
  on: O,
): Promise<O extends 'house' ? HouseScope : Scope>
export async function prove(tx: Tx, actor: Actor, action: Action, on: On): Promise<HouseScope | Scope> {
  if (on === 'house') {
    if (!can(actor, action, null)) throw refused(actor, action, null)
    return { actor, investigationId: null } as HouseScope // the brand exists for the compiler only
  }
  if (actor.kind === 'anyone') throw signIn()
  const home = await homeOf(tx, on.noun, on.id)
  if (!home) throw notFound(on.noun)
  const role = actor.kind === 'user' ? await roleOf(tx, actor.id, home.investigationId) : null
  if (actor.kind === 'user' && !role) throw notFound(on.noun)
  if (!can(actor, action, role)) throw refused(actor, action, role)
  return { actor, role, ...home } as Scope // the brand exists for the compiler only
}

async function roleOf(tx: Tx, userId: string, investigationId: string): Promise<Role | null> {
  const here = and(eq(memberships.userId, userId), eq(memberships.investigationId, investigationId))
  const [member] = await tx.select({ role: memberships.role }).from(memberships).where(here)
  return member?.role ?? null
}

const signIn = () => new Refusal('unauthenticated', 'Please sign in first.')

function refused(actor: Actor, action: Action, role: Role | null) {
  if (actor.kind === 'anyone') return signIn()
  const narrowed = actor.kind === 'user' && actor.scopes && can({ ...actor, scopes: undefined }, action, role)
  if (narrowed) return new Refusal('forbidden', 'This token may not do that. Make one with a wider scope.')
  return new Refusal(
    'forbidden',
    `Your role here does not allow this (${action}). An owner of the investigation can change it.`,
  )
}
