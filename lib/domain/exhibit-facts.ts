/** What a published exhibit says of where it comes from: frozen when it is published, and all that is said of it. */
export type ExhibitFacts = {
  /** RING-E2. */
  number: string
  agency: string | null
  /** The name of the agency's state, or of the federal government. */
  place: string | null
  /** `New Jersey Open Public Records Act, N.J.S.A. 47:1A-1`. */
  law: string | null
  requestedOn: string | null
  receivedOn: string | null
  /** Of the whole record. */
  pages: number
  reasons: { reason: string; count: number }[]
  demonstration: boolean
  /** Updates on earlier versions that say what a mark of this one took out: they are not shown. */
  leftOutUpdates: string[]
}
