import type { ExhibitView } from '#lib/domain/exhibit'

/** What happens next with an exhibit, in a few words; '' where nothing is to be done. */
export function waitsFor({ status, stale, failure, embargoUntil }: ExhibitView): string {
  if (stale && (status === 'verified' || status === 'approved'))
    return 'Its marks or document changed: prepare it again'
  if (status === 'building') return 'Being built and verified'
  if (status === 'failed') return failure ?? 'It failed'
  if (status === 'verified') return 'A second person to approve it'
  if (status === 'approved')
    return embargoUntil ? `An editor to publish it, from ${embargoUntil}` : 'An editor to publish it'
  return ''
}
