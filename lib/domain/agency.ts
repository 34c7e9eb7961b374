export const contactPurposes = ['request', 'appeal', 'payment', 'general'] as const
export const agencyChannels = ['email', 'post', 'fax', 'portal', 'phone'] as const
