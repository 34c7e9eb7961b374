import type { DemoAnchor } from '#lib/domain/demo/findings'
import { type DemoSource, demoSources } from '#lib/domain/demo/sources'

/**
 * As the body of POST /figures. `value` as it was said; `amount` the number in it, null where it holds none.
 * `asOf` is YYYY, YYYY-MM or YYYY-MM-DD, as `precision` says.
 */
export type DemoFigure = {
  metric: string
  value: string
  amount: number | null
  unit: string | null
  asOf: string
  precision: 'day' | 'month' | 'year'
  saidBy: string
  sources: DemoSource[]
  anchor?: DemoAnchor
}

const { coaching, twoHundred, fourHundredFive, nypd, npr, cnbc, eff } = demoSources
const card: DemoSource[] = [npr, cnbc, eff]

function agencies(
  value: string,
  amount: number | null,
  asOf: string,
  precision: DemoFigure['precision'],
  saidBy: string,
  source: DemoSource,
): DemoFigure {
  return {
    metric: 'Partner law-enforcement agencies',
    value,
    amount,
    unit: 'agencies',
    asOf,
    precision,
    saidBy,
    sources: [source],
  }
}

export const demoFigures: readonly DemoFigure[] = [
  agencies('31', 31, '2019-07', 'month', 'Fight for the Future (map)', twoHundred),
  // No day is given for the earlier reporting: it stands in the month of the article that cites it.
  agencies('several dozen', null, '2019-07', 'month', 'Earlier reporting', twoHundred),
  {
    ...agencies('at least 200', 200, '2019-04', 'month', 'Webinar notes, published July 2019', twoHundred),
    anchor: {
      documentKey: 'waynesboro-notes-print',
      page: 1,
      quote: 'The company says that it now works with 200 law enforcement agencies.',
      role: 'supports',
    },
  },
  agencies('at least 225', 225, '2019-08', 'month', 'Gizmodo', coaching),
  agencies('401', 401, '2019-08-28', 'day', 'Washington Post', fourHundredFive),
  agencies('405', 405, '2019-08-28', 'day', 'Ring’s founder (blog)', fourHundredFive),
  agencies('1,700', 1700, '2021-03', 'month', 'Consumer Reports', nypd),
  {
    ...agencies('2,288', 2288, '2022-11', 'month', 'Map on Ring’s site', nypd),
    anchor: {
      documentKey: 'nypd-note',
      page: 1,
      quote: 'the map on Ring’s site showed 2,288 agencies',
      role: 'supports',
    },
  },
  {
    metric: 'Footage requests without a warrant through the app',
    value: 'over 20,000',
    amount: 20000,
    unit: 'requests',
    asOf: '2020',
    precision: 'year',
    saidBy: 'Reporting of January 2024',
    sources: card,
    anchor: {
      documentKey: 'general-notes',
      page: 2,
      quote: 'In 2020 there were over 20,000 such requests through the app.',
      role: 'supports',
    },
  },
  {
    metric: 'Purchase of Ring by Amazon',
    value: '$839 million',
    amount: 839_000_000,
    unit: 'USD',
    asOf: '2018-09-11',
    precision: 'day',
    saidBy: 'Filing',
    sources: [nypd],
  },
  {
    metric: 'Settlement with the Federal Trade Commission',
    value: '$5.8 million',
    amount: 5_800_000,
    unit: 'USD',
    asOf: '2023',
    precision: 'year',
    saidBy: 'Reporting of January 2024',
    sources: card,
  },
  {
    metric: 'Price of a camera',
    value: '$130',
    amount: 130,
    unit: 'USD',
    asOf: '2019',
    precision: 'year',
    saidBy: 'Reporting on the Lakeland memorandum',
    sources: [twoHundred, fourHundredFive],
    anchor: { documentKey: 'lakeland-mou', page: 4, quote: 'Price to the public $130 each', role: 'supports' },
  },
]
