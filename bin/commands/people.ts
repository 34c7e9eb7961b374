import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { type Actor, houseRoles, scopes } from '#lib/domain/actions'
import { newPasswordSchema } from '#lib/domain/password'
import { newPersonSchema, newTokenSchema } from '#lib/domain/person'
import { invalid } from '#lib/domain/refusal'
import { addPerson } from '#lib/services/people/add-person'
import { changePerson } from '#lib/services/people/change-person'
import { createToken } from '#lib/services/people/create-token'
import { revokeToken } from '#lib/services/people/revoke-token'
import type { World } from '#lib/world'

const operator: Actor = { kind: 'operator' }
const asJson = () => new Option('--json', 'print one JSON document and nothing else')

/** `unsealed user add|disable` and `unsealed token create|revoke`. A Refusal or a defect is thrown to the caller. */
export function peopleCommands(program: Command, openWorld: () => Promise<World>): void {
  async function inWorld<T>(doing: (world: World) => Promise<T>): Promise<T> {
    const world = await openWorld()
    try {
      return await doing(world)
    } finally {
      await world.close()
    }
  }
  const say = (json: boolean | undefined, value: object, words: string) =>
    console.log(json ? JSON.stringify(value) : words)

  const user = program.command('user').description('people with an account')
  user
    .command('add')
    .description('make an account')
    .requiredOption('--email <address>', 'signs in with it')
    .requiredOption('--name <name>', 'what colleagues see')
    .addOption(new Option('--role <role>', 'what they may do in the house').choices([...houseRoles]).default('member'))
    .option('--password-stdin', 'take the password from the first line of stdin (12 characters or more)')
    .addOption(asJson())
    .action(async (given: { email: string; name: string; role: string; passwordStdin?: boolean; json?: boolean }) => {
      const input = parsed(newPersonSchema.safeParse({ email: given.email, name: given.name, role: given.role }))
      const password = given.passwordStdin
        ? parsed(newPasswordSchema.safeParse(await firstLine()), 'password')
        : undefined
      const { person, link } = await inWorld((world) =>
        addPerson(world, operator, { ...input, ...(password ? { password } : {}) }),
      )
      const words = `${person.name} <${person.email}> is a new ${person.role}.`
      const value = { id: person.id, email: person.email, name: person.name, role: person.role, link }
      say(given.json, value, link ? `${words}\nOpen this once within three days to set a password:\n${link}` : words)
    })
  user
    .command('disable')
    .description('end an account: its sessions and tokens stop at once')
    .argument('<email>')
    .addOption(asJson())
    .action(async (email: string, given: { json?: boolean }) => {
      const { person } = await inWorld((world) =>
        changePerson(world, operator, { email: email.trim().toLowerCase(), disabled: true }),
      )
      say(given.json, { id: person.id, email: person.email, status: person.status }, `${person.email} is disabled.`)
    })

  const token = program.command('token').description('tokens for the API')
  token
    .command('create')
    .description('make a token and print it once')
    .requiredOption('--user <email>', 'whose token it is')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--scopes <list>', `${scopes.join(',')}: all that the user may do unless narrowed`)
    .addOption(asJson())
    .action(async (given: { user: string; name: string; scopes?: string; json?: boolean }) => {
      const listed = given.scopes?.split(',').map((scope) => scope.trim())
      const input = parsed(newTokenSchema.safeParse({ name: given.name, ...(listed ? { scopes: listed } : {}) }))
      const email = given.user.trim().toLowerCase()
      const made = await inWorld((world) => createToken(world, operator, { ...input, email }))
      say(given.json, made, `${made.token}\n(${made.id}; it is not shown again)`)
    })
  token
    .command('revoke')
    .description('end a token at once')
    .argument('<id>')
    .addOption(asJson())
    .action(async (id: string, given: { json?: boolean }) => {
      await inWorld((world) => revokeToken(world, operator, { id }))
      say(given.json, { id, revoked: true }, `${id} is revoked.`)
    })
}

type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } }

/** What zod made of it, or a refusal that names the field. */
function parsed<T>(result: Parsed<T>, name?: string): T {
  if (result.success) return result.data
  const [first] = result.error.issues
  const field = name ?? first?.path.join('.') ?? ''
  throw invalid(field, `${field}: ${first?.message ?? 'does not fit'}`)
}

const firstLine = async () => ((await text(process.stdin)).split('\n', 1)[0] ?? '').replace(/\r$/, '')
