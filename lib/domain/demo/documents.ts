import { lakelandMemorandum, waynesboroMemorandum } from '#lib/domain/demo/agreements'
import type { Block, DemoDocument, DemoMail } from '#lib/domain/demo/document'
import { bloomfieldMails, maywoodMails, printedThread, waynesboroNotes } from '#lib/domain/demo/mails'
import type { DemoPerson } from '#lib/domain/demo/marking'
import {
  addisonGuide,
  fresnoNote,
  generalNotes,
  nypdNote,
  samplePost,
  scannedLetter,
  stingNotes,
} from '#lib/domain/demo/papers'

type Place = Pick<DemoDocument, 'requestKey' | 'communicationKey'>

const under = (requestKey: string, communicationKey: string): Place => ({ requestKey, communicationKey })
/** Our own notes hang under no request: they are not what an agency gave. */
const ours: Place = { requestKey: null, communicationKey: null }

function readToItsEnd(pages: number, by: DemoPerson = 'reporter'): DemoDocument['read'] {
  return { by, pages: [1, pages], toItsEnd: true }
}

function paper(key: string, name: string, kind: string, stamp: string, place: Place, pages: Block[][]): DemoDocument {
  return {
    key,
    name,
    kind,
    mediaType: 'application/pdf',
    ...place,
    pages: pages.length,
    read: readToItsEnd(pages.length),
    content: { form: 'sheets', stamp, pages },
  }
}

function released(key: string, name: string, place: Place, mail: DemoMail): DemoDocument {
  return {
    key,
    name,
    kind: 'email',
    mediaType: 'message/rfc822',
    ...place,
    pages: 1,
    read: readToItsEnd(1),
    content: { form: 'mail', mail },
  }
}

function each(keys: string[], names: string[], place: Place, mails: readonly DemoMail[]): DemoDocument[] {
  return mails.map((mail, i) => released(keys[i] ?? '', names[i] ?? '', place, mail))
}

const maywood = under('maywood-emails', 'maywood-emails-records')
const bloomfield = under('bloomfield-emails', 'bloomfield-emails-records')
const waynesboro = under('waynesboro-records', 'waynesboro-records-records')
const logPages = 212

/** In the order in which they are loaded, so that numbers come out alike every time: the seventh is RING-D7. */
export const demoDocuments: readonly DemoDocument[] = [
  ...each(
    ['maywood-mail-1', 'maywood-mail-2'],
    ['Your video request.eml', 'Re Your video request.eml'],
    maywood,
    maywoodMails,
  ),
  {
    ...paper('maywood-sample-post', 'Sample post for Neighbors.pdf', 'template', 'DEMO-MAY', maywood, samplePost),
    attachedTo: 'maywood-mail-2',
  },
  paper(
    'addison-guide',
    'Best Practices guide, Addison.pdf',
    'guide',
    'DEMO-ADD',
    under('addison-guide', 'addison-guide-records'),
    addisonGuide,
  ),
  released('waynesboro-notes', 'Neighbors by RING notes.eml', waynesboro, waynesboroNotes),
  paper(
    'waynesboro-mou',
    'Memorandum of understanding, Waynesboro.pdf',
    'agreement',
    'DEMO-WAY',
    waynesboro,
    waynesboroMemorandum,
  ),
  paper(
    'lakeland-mou',
    'Memorandum of understanding, Lakeland.pdf',
    'agreement',
    'DEMO-LKL',
    under('lakeland-memorandum', 'lakeland-memorandum-records'),
    lakelandMemorandum,
  ),
  ...each(
    ['bloomfield-mail-1', 'bloomfield-mail-2', 'bloomfield-mail-3'],
    ['Your contact at Ring.eml', 'More residents sharing footage.eml', 'Re More residents sharing footage.eml'],
    bloomfield,
    bloomfieldMails,
  ),
  paper(
    'bloomfield-thread',
    'E-mail thread, May 2019.pdf',
    'email',
    'DEMO-BLM',
    bloomfield,
    printedThread(bloomfieldMails),
  ),
  {
    key: 'portal-log',
    name: 'Portal request log.pdf',
    kind: 'log',
    mediaType: 'application/pdf',
    ...under('bloomfield-portal', 'bloomfield-portal-partial'),
    pages: logPages,
    read: { by: 'reporter', pages: [1, 41], toItsEnd: false },
    content: {
      form: 'log',
      stamp: 'DEMO-LOG',
      title: 'Portal request log (every row generated, none of them real)',
      pages: logPages,
      rowsPerPage: 44,
    },
  },
  paper(
    'waynesboro-notes-print',
    'Neighbors by RING notes, as printed.pdf',
    'email',
    'DEMO-WAN',
    waynesboro,
    printedThread([waynesboroNotes]),
  ),
  {
    ...paper(
      'addison-letter',
      'Letter from Addison, scanned.pdf',
      'letter',
      'DEMO-LTR',
      under('addison-outreach', 'addison-outreach-partial'),
      scannedLetter,
    ),
    content: { form: 'scan', stamp: 'DEMO-LTR', pages: scannedLetter },
  },
  paper('fresno-note', 'Note for the file, Fresno County.pdf', 'note', 'DEMO-FRS', ours, fresnoNote),
  paper('nypd-note', 'Note for the file, New York City.pdf', 'note', 'DEMO-NYC', ours, nypdNote),
  paper('sting-notes', 'Reporting notes, package-theft operations.pdf', 'note', 'DEMO-STG', ours, stingNotes),
  paper('general-notes', 'Reporting notes, partnerships in general.pdf', 'note', 'DEMO-GEN', ours, generalNotes),
]
