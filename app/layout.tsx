import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { densityCookie, readDensity, readTheme, themeCookie } from './_ui/preferences.ts'
import { Sprite } from './_ui/sprite.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Unsealed', template: '%s · Unsealed' },
  description: 'The records desk of a newsroom.',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#141412' },
  ],
}

/** The page around every page. Theme and row height come from cookies, so the first paint is already right. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const kept = await cookies()
  const theme = readTheme(kept.get(themeCookie)?.value)
  const density = readDensity(kept.get(densityCookie)?.value)
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      data-density={density === 'normal' ? undefined : density}
    >
      <body>
        <Sprite />
        {children}
      </body>
    </html>
  )
}
