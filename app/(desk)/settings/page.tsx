import type { Metadata } from 'next'
import { listSessions } from '#lib/services/people/list-sessions'
import { viewSelf } from '#lib/services/people/view-self'
import { viewDemo } from '#lib/services/upkeep/view-demo'
import { page } from '../../_door/page.ts'
import { DensitySwitch, ThemeSwitch } from '../../_ui/preference-switch.tsx'
import { Panel } from '../../_ui/surface.tsx'
import { Demonstration } from './demonstration.tsx'
import { NameForm } from './name-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
import { Sessions } from './sessions.tsx'

export const metadata: Metadata = { title: 'Settings' }

/** Oneself: name, password, second factor, where one is signed in, how the desk looks. */
export default async function YouPage() {
  const { self, sessions, demo } = await page(async (world, actor) => {
    const [self, sessions] = await Promise.all([viewSelf(world, actor), listSessions(world, actor)])
    return { self, sessions, demo: self.role === 'admin' ? await viewDemo(world, actor) : null }
  })
  return (
    <>
      <Panel title="You" meta={self.email}>
        <NameForm name={self.name} />
      </Panel>
      <Panel title="How the desk looks">
        <div className="grid gap-4">
          <ThemeSwitch />
          <DensitySwitch />
        </div>
      </Panel>
      <Panel title="Password">
        {self.hasPassword ? (
          <PasswordForm email={self.email} />
        ) : (
          <p className="text-muted">
            You sign in with the newsroom’s account. An administrator can give you a link to set a password.
          </p>
        )}
      </Panel>
      <Panel title="Second factor">
        <SecondFactor on={self.secondFactor} codesLeft={self.recoveryCodesLeft} hasPassword={self.hasPassword} />
      </Panel>
      <Sessions sessions={sessions} />
      {self.role === 'admin' ? <Demonstration counts={demo?.counts ?? null} /> : null}
    </>
  )
}
