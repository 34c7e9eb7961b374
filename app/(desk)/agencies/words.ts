import type { AgencyChannel, ContactPurpose } from '#lib/domain/agency'

export const purposeWords: Record<ContactPurpose, string> = {
  request: 'Requests',
  appeal: 'Appeals',
  payment: 'Payments',
  general: 'Anything',
}
export const channelWords: Record<AgencyChannel, string> = {
  email: 'E-mail',
  post: 'Post',
  fax: 'Fax',
  portal: 'Portal',
  phone: 'Phone',
}
