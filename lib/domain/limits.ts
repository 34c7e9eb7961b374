/** How often somebody may do a thing: at most `most` in `seconds`. `per` says whose count it is. */
export const limits = {
  'sign-in.account': { most: 5, seconds: 60, per: 'the account' },
  'sign-in.address': { most: 20, seconds: 60, per: 'the address' },
  'second-factor': { most: 5, seconds: 300, per: 'the account' },
  search: { most: 120, seconds: 60, per: 'the user' },
  upload: { most: 6000, seconds: 3600, per: 'the user' },
  export: { most: 30, seconds: 3600, per: 'the user' },
  invitation: { most: 20, seconds: 3600, per: 'the user' },
  'share.open': { most: 20, seconds: 60, per: 'the address' },
  'share.passcode': { most: 5, seconds: 900, per: 'the link' },
  'share.passcode-day': { most: 20, seconds: 86_400, per: 'the link' },
} as const
export type Limit = keyof typeof limits
