'use client'

import { useSyncExternalStore } from 'react'
import { Radio } from './inputs.tsx'
import { MenuRadio } from './menu.tsx'
import { type Density, densityCookie, readDensity, readTheme, type Theme, themeCookie } from './preferences.ts'

const changed = 'unsealed:preference'

function keep(cookie: string, attribute: 'theme' | 'density', value: string, standard: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we serve
  document.cookie = `${cookie}=${value}; path=/; max-age=31536000; samesite=lax`
  if (value === standard) delete document.documentElement.dataset[attribute]
  else document.documentElement.dataset[attribute] = value
  dispatchEvent(new Event(changed))
}

function watch(listener: () => void) {
  addEventListener(changed, listener)
  return () => removeEventListener(changed, listener)
}

/** The theme in force, and how to change it. */
export function useTheme(): [Theme, (theme: string) => void] {
  const theme = useSyncExternalStore(
    watch,
    () => readTheme(document.documentElement.dataset.theme),
    () => 'system' as const,
  )
  return [theme, (next) => keep(themeCookie, 'theme', readTheme(next), 'system')]
}

/** The density in force, and how to change it. */
export function useDensity(): [Density, (density: string) => void] {
  const density = useSyncExternalStore(
    watch,
    () => readDensity(document.documentElement.dataset.density),
    () => 'normal' as const,
  )
  return [density, (next) => keep(densityCookie, 'density', readDensity(next), 'normal')]
}

const themeChoices = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]
const densityChoices = [
  { value: 'compact', label: 'Compact' },
  { value: 'normal', label: 'Normal' },
  { value: 'roomy', label: 'Roomy' },
]

/** Theme and density as parts of a menu. */
export function PreferenceMenu() {
  const [theme, setTheme] = useTheme()
  const [density, setDensity] = useDensity()
  return (
    <>
      <MenuRadio label="Colours" value={theme} options={themeChoices} onChange={setTheme} />
      <MenuRadio label="Height of rows" value={density} options={densityChoices} onChange={setDensity} />
    </>
  )
}

/** Three choices for a settings page: system, light, dark. */
export function ThemeSwitch() {
  const [theme, setTheme] = useTheme()
  return <Choices legend="Colours" name="theme" value={theme} choices={themeChoices} onChange={setTheme} />
}

/** Three choices for a settings page: how high rows are. */
export function DensitySwitch() {
  const [density, setDensity] = useDensity()
  return (
    <Choices legend="Height of rows" name="density" value={density} choices={densityChoices} onChange={setDensity} />
  )
}

function Choices({
  legend,
  name,
  value,
  choices,
  onChange,
}: {
  legend: string
  name: string
  value: string
  choices: { value: string; label: string }[]
  onChange: (value: string) => void
}) {
  return (
    <fieldset>
      <legend className="field-label">{legend}</legend>
      <div className="flex flex-wrap gap-x-4">
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            name={name}
            label={choice.label}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}
