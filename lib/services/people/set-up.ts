import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { settings, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { weakness } from '#lib/domain/password'
import type { SetUp } from '#lib/domain/person'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { joinDemo } from '#lib/services/upkeep/demo-members'
import type { World } from '#lib/world'

/**
 * Makes the first administrator, once, for whoever holds the link that only the machine's keeper can read.
 * Refuses not_found once anybody has an account (for ever: also a wiped record beside this data folder stays closed),
 * forbidden (wrong code), gone (older than an hour), invalid (weak password).
 */
export async function setUp(world: World, actor: Actor, input: SetUp): Promise<{ userId: string }> {
  if (!(await setUpIsOpen(world))) throw notFound('page')
  const worth = world.setupFile.check(input.token, world.now())
  if (worth === 'expired')
    throw new Refusal('gone', 'That link is more than an hour old. Restart Unsealed and open the new one.')
  if (worth === 'wrong')
    throw new Refusal(
      'forbidden',
      'That is not the code in the set-up file. Copy the whole line from the file and try again.',
    )
  const weak = weakness(input.password, [input.name, input.email, input.newsroom ?? ''])
  if (weak) throw invalid('password', weak)
  const passwordHash = await world.passwords.hash(input.password)
  const made = await act(world, actor, 'house.set-up', 'house', async (tx) => {
    if (!(await isOpen(tx))) throw notFound('page')
    const id = world.id('user')
    const { email, name, newsroom } = input
    await tx
      .insert(users)
      .values({ id, email, name, role: 'admin', passwordHash, recoveryHashes: [], createdAt: world.now() })
    await joinDemo(tx, { id, role: 'admin', createdAt: world.now() }) // it may have been loaded before anybody was here
    await tx.insert(settings).values({ key: 'setup_done', value: true })
    if (newsroom) await tx.insert(settings).values({ key: 'newsroom', value: newsroom })
    return { value: { userId: id }, subject: id }
  })
  world.setupFile.close()
  return made
}

/** Is there nobody yet, and was there never? Tells a stranger only whether the set-up page exists. */
export async function setUpIsOpen(world: World): Promise<boolean> {
  return !world.setupFile.closed() && (await isOpen(world.db))
}

/** For `unsealed start`: writes a new one-time link while set-up is open. @returns the path of the file, or null. */
export async function offerSetUp(world: World): Promise<string | null> {
  if (await setUpIsOpen(world)) return world.setupFile.offer(world.now())
  if (!world.setupFile.closed()) world.setupFile.close() // a start that was cut off between record and folder
  return null
}

async function isOpen(tx: Tx): Promise<boolean> {
  const [done] = await tx.select().from(settings).where(eq(settings.key, 'setup_done'))
  const [somebody] = await tx.select({ id: users.id }).from(users).where(eq(users.demo, false)).limit(1)
  return !done && !somebody
}
