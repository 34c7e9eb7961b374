import type { Role } from '#lib/domain/actions'
import type { DemoPerson } from '#lib/domain/demo/marking'

/** Two fictional colleagues, because a finding is checked by somebody else than its author. Neither can sign in. */
export const demoPeople: readonly { key: DemoPerson; name: string; email: string; role: Role }[] = [
  { key: 'reporter', name: 'Robin Example', email: 'robin@demonstration.example', role: 'reporter' },
  { key: 'editor', name: 'Sasha Sample', email: 'sasha@demonstration.example', role: 'editor' },
]
