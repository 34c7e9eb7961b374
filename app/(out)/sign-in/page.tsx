import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ownPath } from '#lib/domain/own-path'
import { setUpIsOpen } from '#lib/services/people/set-up'
import { page } from '../../_door/page.ts'
import { Sheet } from '../sheet.tsx'
import { SignInForm } from './form.tsx'
import { sentenceOf } from './knock.ts'

export const metadata: Metadata = { title: 'Sign in' }

type Query = Promise<Record<string, string | string[] | undefined>>

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const { next, callbackUrl, error, set } = await searchParams
  const house = await page(async (world, actor) => ({
    open: await setUpIsOpen(world),
    newsroomAccount: Boolean(world.env.OIDC_ISSUER),
    signedIn: actor.kind === 'user',
  }))
  if (house.open) redirect('/setup')
  const goal = ownPath(next ?? callbackUrl)
  if (house.signedIn) redirect(goal)
  return (
    <Sheet title="Sign in" lead={set ? 'Your password is set. Sign in with it now.' : undefined}>
      <SignInForm
        next={goal}
        newsroomAccount={house.newsroomAccount}
        said={typeof error === 'string' && error !== 'CodeNeeded' ? sentenceOf(error) : undefined}
      />
    </Sheet>
  )
}
