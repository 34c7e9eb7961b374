/** Names that are not simply "… Day". The left side is what lib/domain/law/holidays.json calls them. */
const words: Record<string, string> = {
  Sat: 'Saturday',
  Sun: 'Sunday',
  'New Year': 'New Year’s Day',
  MLK: 'Martin Luther King Jr. Day',
  Lincoln: 'Lincoln’s Birthday',
  Presidents: 'Presidents’ Day',
  'Mardi Gras': 'Mardi Gras',
  'Good Friday': 'Good Friday',
  Patriots: 'Patriots’ Day',
  'Arbor (NE)': 'Arbor Day',
  'Primary even': 'primary election day',
  Truman: 'Truman’s birthday',
  'Jefferson Davis': 'Jefferson Davis’s birthday',
  'West Virginia Day': 'West Virginia Day',
  Bennington: 'Bennington Battle Day',
  'Columbus/Indigenous': 'Columbus or Indigenous Peoples’ Day',
  'Alaska Day': 'Alaska Day',
  'Nevada Day': 'Nevada Day',
  Thanksgiving: 'Thanksgiving',
  'Thanksgiving Fri': 'day after Thanksgiving',
  'Dec 24': 'Christmas Eve',
  Christmas: 'Christmas',
  'Dec 26': 'day after Christmas',
  'Dec 31': 'New Year’s Eve',
}

/** Why a day does not count, as a calendar would print it: 'Memorial' → 'Memorial Day', '… (observed Fri)' kept. */
export function sayClosedDay(why: string): string {
  const [, name = why, observed = ''] = /^(.+?)( \(observed \w+\))?$/.exec(why) ?? []
  return nameOf(name) + observed
}

function nameOf(name: string): string {
  if (name.startsWith('Juneteenth')) return 'Juneteenth'
  if (name.startsWith('Confederate')) return 'Confederate Memorial Day'
  if (name.startsWith('Election')) return 'Election Day'
  return words[name] ?? `${name} Day`
}
