import { type DemoSource, demoSources } from '#lib/domain/demo/sources'

/**
 * As the body of POST /events. `date` is YYYY, YYYY-MM or YYYY-MM-DD, as `precision` says. `importance` 1–10, null where
 * the reporting graded nothing; `sources` is empty where the case at hand names none.
 */
export type DemoEvent = {
  id: string
  date: string
  precision: 'day' | 'month' | 'year'
  title: string
  actors: string[]
  lanes: string[]
  importance: number | null
  sources: DemoSource[]
  status: string
  tags: string[]
  body: string
}

const { twoHundred, fourHundredFive, nypd, npr, cnbc, eff } = demoSources

function event(
  id: string,
  date: string,
  precision: DemoEvent['precision'],
  title: string,
  actors: string[],
  sources: DemoSource[],
): DemoEvent {
  return {
    id,
    date,
    precision,
    title,
    actors,
    lanes: [],
    importance: null,
    sources,
    status: sources.length > 0 ? 'reported' : 'source wanted',
    tags: [],
    body: '',
  }
}

export const demoEvents: readonly DemoEvent[] = [
  event('2013--ring-launched', '2013', 'year', 'Ring launched', ['Ring'], []),
  event(
    '2018--neighbors-law-enforcement-programme',
    '2018',
    'year',
    'Neighbors law-enforcement programme',
    ['Ring'],
    [],
  ),
  event('2018-09-11--amazon-buys-ring', '2018-09-11', 'day', 'Amazon’s purchase of Ring', ['Amazon', 'Ring'], [nypd]),
  event('2019-04-09--webinar', '2019-04-09', 'day', 'Webinar for police', ['Ring'], [twoHundred]),
  event(
    '2019-08-28--ring-discloses-405-partnerships',
    '2019-08-28',
    'day',
    'Ring discloses 405 partnerships',
    ['Ring'],
    [fourHundredFive],
  ),
  event('2021--stop-report', '2021', 'year', 'STOP’s report', ['STOP'], []),
  event(
    '2022-11--nypd-joins',
    '2022-11',
    'month',
    'NYPD joins the Neighbors Public Safety Service',
    ['NYPD', 'Ring'],
    [nypd],
  ),
  event(
    '2023--ftc-settlement',
    '2023',
    'year',
    'FTC settlement',
    ['Federal Trade Commission', 'Ring'],
    [npr, cnbc, eff],
  ),
  {
    ...event(
      '2024-01-24--ring-ends-police-request-for-assistance-feature',
      '2024-01-24',
      'day',
      'Ring ends “Request for Assistance”',
      ['Ring', 'Amazon'],
      [npr, cnbc, eff],
    ),
    lanes: ['Policy Reversal', 'Privacy Protection', 'Surveillance Infrastructure'],
    importance: 7,
    body: 'Warrants, subpoenas, court orders and an emergency exception remain. No reason was given.',
  },
]
