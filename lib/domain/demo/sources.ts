/**
 * A piece of published reporting. `date` YYYY-MM-DD; `approximate`: the day is not printed in the text at hand and must
 * be shown as approximate. `tier` as in timeline cards (1 strongest), null where nobody graded it. Addresses of the
 * pieces are not at hand: `url` and, for the sources of the timeline card, `title` are empty.
 */
export type DemoSource = {
  date: string
  approximate: boolean
  outlet: string
  tier: number | null
  title: string
  url: string
}

const motherboard = 'Vice/Motherboard'

export const demoSources = {
  coaching: {
    date: '2019-08-05',
    approximate: true,
    outlet: motherboard,
    tier: null,
    title: 'Amazon Is Coaching Cops on How to Obtain Surveillance Footage Without a Warrant',
    url: '',
  },
  twoHundred: {
    date: '2019-07-29',
    approximate: true,
    outlet: motherboard,
    tier: null,
    title: 'Amazon Told Police It Has Partnered With 200 Law Enforcement Agencies',
    url: '',
  },
  fourHundredFive: {
    date: '2019-08-28',
    approximate: false,
    outlet: motherboard,
    tier: null,
    title: "Ring Says It's Partnered With 405 Police Departments, Here's What We Still Don't Know",
    url: '',
  },
  nypd: {
    date: '2022-11-02',
    approximate: true,
    outlet: 'Patch',
    tier: null,
    title: 'NYPD Partners With Amazon Surveillance App To Access User Posts',
    url: '',
  },
  npr: { date: '2024-01-25', approximate: false, outlet: 'NPR', tier: 1, title: '', url: '' },
  cnbc: { date: '2024-01-24', approximate: false, outlet: 'CNBC', tier: 2, title: '', url: '' },
  eff: {
    date: '2024-01-24',
    approximate: false,
    outlet: 'Electronic Frontier Foundation',
    tier: 1,
    title: '',
    url: '',
  },
} as const satisfies Record<string, DemoSource>
