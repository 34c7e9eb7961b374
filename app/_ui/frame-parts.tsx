'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import Keyboard from 'lucide-react/icons/keyboard'
import Settings from 'lucide-react/icons/settings'
import { usePathname, useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { LinkButton } from './button.tsx'
import { Avatar } from './chip.tsx'
import { CrumbPlace } from './crumbs.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { Menu, MenuItem, MenuRule } from './menu.tsx'
import { PreferenceMenu } from './preference-switch.tsx'
import { ShortcutSheet, Shortcuts } from './shortcuts.tsx'
import { ToastPlace } from './toast.tsx'

/** Everything in the frame that needs the browser. Pages themselves stay on the server. */
export function FrameProviders({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <CrumbPlace>
        {children}
        <Shortcuts />
        <SoftLinks />
        <ToastPlace />
      </CrumbPlace>
    </CSPProvider>
  )
}

/**
 * Makes every plain link with `data-soft` go without loading the page anew. One listener for all of a long table, where
 * a component for each link would be sent to the browser.
 */
function SoftLinks() {
  const router = useRouter()
  useEffect(() => {
    function onClick(event: MouseEvent) {
      const changed =
        event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-soft]') : null
      if (changed || !link || link.hasAttribute('download') || link.target) return
      event.preventDefault()
      router.push(link.pathname + link.search + link.hash, { scroll: link.dataset.soft !== 'stay' })
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [router])
  return null
}

/** The way to a new request: the primary button where no other act comes first. */
export function NewLink() {
  const path = usePathname()
  if (path === '/requests/new') return null
  const first = path === '/' || path === '/requests'
  return (
    <LinkButton
      href="/requests/new"
      variant={first ? 'primary' : 'plain'}
      className={first ? undefined : 'max-md:hidden'}
    >
      <Icon name="plus" />
      {first ? 'New request' : 'New'}
    </LinkButton>
  )
}

/** The whole list of places, behind one button on a phone. Opens without script; closes when you have gone somewhere. */
export function PhoneMenu({ children }: { children: ReactNode }) {
  const path = usePathname()
  const details = useRef<HTMLDetailsElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is what closes it
  useEffect(() => {
    if (details.current) details.current.open = false
  }, [path])
  return (
    <details className="phone-menu" ref={details}>
      <summary aria-label="All places" title="All places">
        <Icon name="menu" className="size-5" />
      </summary>
      {children}
    </details>
  )
}

/** A form that is sent as a page, so that the browser drops what it had loaded for this person. */
function signOut() {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = '/api/auth/signout'
  document.body.append(form)
  form.submit()
}

/** Who you are, how the desk looks, and the way out. */
export function UserMenu({ name, email }: { name: string; email?: string }) {
  const [keys, setKeys] = useState(false)
  return (
    <>
      <Menu
        side="top"
        align="start"
        trigger={
          <button type="button" className="nav-item" title={name}>
            <Avatar name={name} />
            <span className="nav-word">{name}</span>
          </button>
        }
      >
        {email ? <p className="menu-label">{email}</p> : null}
        <MenuItem href="/settings" icon={<Settings />}>
          Settings
        </MenuItem>
        <MenuItem onSelect={() => setKeys(true)} icon={<Keyboard />} end={<kbd>?</kbd>}>
          Keyboard
        </MenuItem>
        <MenuRule />
        <PreferenceMenu />
        <MenuRule />
        <MenuItem onSelect={signOut}>Sign out</MenuItem>
      </Menu>
      <Dialog open={keys} onOpenChange={setKeys} title="Keyboard" wide>
        <ShortcutSheet />
      </Dialog>
    </>
  )
}
