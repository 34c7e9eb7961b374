import type { agencyChannels, contactPurposes } from '#lib/domain/agency'

/** As the body of POST /agencies. Every address ends in .example, which no mail can ever reach (RFC 2606). */
export type DemoAgency = {
  key: string
  name: string
  /** Code of a row of jurisdictions.json. */
  jurisdiction: string
  place: string
  county: string
  /** Degrees, middle of the town. */
  lat: number
  lng: number
  aliases: string[]
  contacts: {
    purpose: (typeof contactPurposes)[number]
    channel: (typeof agencyChannels)[number]
    address: string
  }[]
}

const mail = (domain: string): DemoAgency['contacts'] => [
  { purpose: 'request', channel: 'email', address: `records@${domain}.example` },
]

export const demoAgencies: readonly DemoAgency[] = [
  {
    key: 'maywood',
    name: 'Maywood Police Department',
    jurisdiction: 'NJ',
    place: 'Maywood',
    county: 'Bergen',
    lat: 40.9026,
    lng: -74.0618,
    aliases: ['Maywood PD'],
    contacts: mail('maywood-police'),
  },
  {
    key: 'bloomfield',
    name: 'Bloomfield Police Department',
    jurisdiction: 'NJ',
    place: 'Bloomfield',
    county: 'Essex',
    lat: 40.8068,
    lng: -74.1854,
    aliases: ['Bloomfield PD'],
    contacts: mail('bloomfield-police'),
  },
  {
    key: 'addison',
    name: 'Addison Police Department',
    jurisdiction: 'IL',
    place: 'Addison',
    county: 'DuPage',
    lat: 41.9317,
    lng: -87.989,
    aliases: ['Addison PD'],
    contacts: mail('addison-police'),
  },
  {
    key: 'waynesboro',
    name: 'Waynesboro Police Department',
    jurisdiction: 'VA',
    place: 'Waynesboro',
    county: 'Waynesboro (independent city)',
    lat: 38.0685,
    lng: -78.8895,
    aliases: ['Waynesboro PD'],
    contacts: mail('waynesboro-police'),
  },
  {
    key: 'lakeland',
    name: 'Lakeland Police Department',
    jurisdiction: 'FL',
    place: 'Lakeland',
    county: 'Polk',
    lat: 28.0395,
    lng: -81.9498,
    aliases: ['Lakeland PD'],
    contacts: [
      ...mail('lakeland-police'),
      { purpose: 'payment', channel: 'email', address: 'fees@lakeland-police.example' },
    ],
  },
  {
    key: 'fresno',
    name: "Fresno County Sheriff's Office",
    jurisdiction: 'CA',
    place: 'Fresno',
    county: 'Fresno',
    lat: 36.7378,
    lng: -119.7871,
    aliases: ['Fresno County SO', 'Fresno County Sheriff'],
    contacts: mail('fresno-sheriff'),
  },
  {
    key: 'nypd',
    name: 'New York City Police Department',
    jurisdiction: 'NY',
    place: 'New York',
    county: 'New York',
    lat: 40.7128,
    lng: -74.006,
    aliases: ['NYPD', 'New York City PD'],
    contacts: [...mail('nypd'), { purpose: 'appeal', channel: 'email', address: 'appeals@nypd.example' }],
  },
  {
    key: 'hayward',
    name: 'Hayward Police Department',
    jurisdiction: 'CA',
    place: 'Hayward',
    county: 'Alameda',
    lat: 37.6688,
    lng: -122.0808,
    aliases: ['Hayward PD'],
    contacts: mail('hayward-police'),
  },
  {
    key: 'aurora',
    name: 'Aurora Police Department',
    jurisdiction: 'CO',
    place: 'Aurora',
    county: 'Arapahoe',
    lat: 39.7294,
    lng: -104.8319,
    aliases: ['Aurora PD'],
    contacts: mail('aurora-police'),
  },
  {
    key: 'albuquerque',
    name: 'Albuquerque Police Department',
    jurisdiction: 'NM',
    place: 'Albuquerque',
    county: 'Bernalillo',
    lat: 35.0844,
    lng: -106.6504,
    aliases: ['Albuquerque PD', 'APD'],
    contacts: mail('albuquerque-police'),
  },
  {
    key: 'green-bay',
    name: 'Green Bay Police Department',
    jurisdiction: 'WI',
    place: 'Green Bay',
    county: 'Brown',
    lat: 44.5133,
    lng: -88.0133,
    aliases: ['Green Bay PD'],
    contacts: mail('green-bay-police'),
  },
  {
    key: 'jersey-city',
    name: 'Jersey City Police Department',
    jurisdiction: 'NJ',
    place: 'Jersey City',
    county: 'Hudson',
    lat: 40.7178,
    lng: -74.0431,
    aliases: ['Jersey City PD'],
    contacts: mail('jersey-city-police'),
  },
]
