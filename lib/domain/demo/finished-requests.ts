import { sayDate } from '#lib/domain/date'
import type { DemoRequest } from '#lib/domain/demo/request'
import { type DemoSource, demoSources } from '#lib/domain/demo/sources'

/**
 * The requests that brought the reported material. When they were filed is not told, so they have no such day; what came
 * back stands under the day on which it was published. These dates never move.
 */
export const finishedRequests: readonly DemoRequest[] = [
  finished('maywood-emails', 'maywood', 'E-mails with Ring', demoSources.coaching, 'E-mails of April 2019.'),
  finished('bloomfield-emails', 'bloomfield', 'E-mails with Ring', demoSources.coaching, 'E-mails of May 2019.'),
  finished('addison-guide', 'addison', 'Guidance supplied by Ring', demoSources.coaching, 'A best-practices guide.'),
  finished(
    'waynesboro-records',
    'waynesboro',
    'Records on Ring and its Neighbors app',
    demoSources.twoHundred,
    'Notes of a webinar, and a memorandum of understanding of 25 February 2019.',
  ),
  finished(
    'lakeland-memorandum',
    'lakeland',
    'Agreement with Ring',
    demoSources.twoHundred,
    'A confidential memorandum of understanding.',
  ),
]

function finished(key: string, agencyKey: string, subject: string, source: DemoSource, came: string): DemoRequest {
  const published = `${source.outlet}, about ${sayDate(source.date)} (day approximate)`
  return {
    key,
    agencyKey,
    subject,
    body: 'Reported request; its words and the day of filing are not told.',
    stage: 'closed',
    needs: null,
    outcome: 'fulfilled',
    filedOn: null,
    dueOverride: null,
    channel: 'upload',
    trackingNumbers: [],
    tags: ['reported'],
    note: 'Demonstration: holds material from published reporting',
    communications: [
      {
        key: `${key}-records`,
        direction: 'in',
        channel: 'upload',
        kind: 'records',
        occurredOn: source.date,
        from: '',
        to: '',
        subject: 'Records, as reported',
        body: `${came} Published by ${published}; the day on which the records came is not told. The files here were written for the demonstration.`,
      },
    ],
    fees: [],
    exemptions: [],
    appeals: [],
  }
}
