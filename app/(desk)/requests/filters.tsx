import Search from 'lucide-react/icons/search'
import type { InvestigationView } from '#lib/domain/investigation'
import { Button } from '../../_ui/button.tsx'
import { Select, TextInput } from '../../_ui/inputs.tsx'
import type { At } from './list-params.ts'

/** A plain GET form: words, and the investigation where there are several. Works without scripts. */
export function RequestFilters({ at, investigations }: { at: At; investigations: InvestigationView[] }) {
  return (
    <form action="/requests" className="mb-2 flex flex-wrap items-center gap-2" aria-label="Filter the list">
      {at.tab !== 'all' ? <input type="hidden" name="view" value={at.tab} /> : null}
      {at.sort ? <input type="hidden" name="sort" value={at.sort} /> : null}
      <TextInput
        className="min-w-60 flex-1 md:max-w-md"
        type="search"
        name="q"
        defaultValue={at.q}
        aria-label="Words and fields, such as status:fee agency:&quot;Bloomfield&quot; state:NJ owner:me due:<7d"
        placeholder={'Words, agency:"Bloomfield", state:NJ, due:<7d'}
      />
      {investigations.length > 1 ? (
        <Select
          name="investigation"
          className="w-auto max-w-64 flex-1 md:flex-none"
          defaultValue={at.investigation}
          aria-label="Investigation"
          options={[
            { value: '', label: 'All investigations' },
            ...investigations.map(({ key, title }) => ({ value: key, label: `${key} ${title}` })),
          ]}
        />
      ) : null}
      <Button type="submit">
        <Search />
        Filter
      </Button>
    </form>
  )
}
