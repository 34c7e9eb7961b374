import type { EmailFacts } from '#lib/domain/document'

/** Part: by what else a mail is found besides its name and pages. */
export const mailWords = (email: EmailFacts | null): { more?: string } =>
  email ? { more: [email.subject, email.from, ...email.to, ...email.cc].filter(Boolean).join('\n') } : {}
