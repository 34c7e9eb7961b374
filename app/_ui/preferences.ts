// What a person chose for this browser. Kept in cookies so that the server draws the page right at the first go.

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const densities = ['normal', 'compact', 'roomy'] as const
export type Density = (typeof densities)[number]

export const themeCookie = 'unsealed_theme'
export const densityCookie = 'unsealed_density'

/** The theme in a cookie's value; anything unknown is `system`. */
export function readTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}

/** The density in a cookie's value; anything unknown is `normal`. */
export function readDensity(value: string | undefined): Density {
  return densities.find((density) => density === value) ?? 'normal'
}
