import type { List } from '#lib/domain/query-fields'
import { fieldLessons, type Lesson, wordLessons } from '#lib/domain/query-help'
import { SoftLink } from '../../_ui/soft-link.tsx'
import './views.css'

/** All that can be typed into the box of a list, each example a link that tries it. */
export function HowToSearch({ list, path, open }: { list: List; path: string; open?: boolean }) {
  return (
    <details className="how-to" open={open}>
      <summary>How to search</summary>
      <div className="how-to-body">
        <Lessons title="Words" lessons={wordLessons} path={path} />
        {fieldLessons[list].map(({ title, lessons }) => (
          <Lessons key={title} title={title} lessons={lessons} path={path} />
        ))}
        <p>
          A minus before a field leaves out what it finds: <code>-state:NJ</code>. What is not understood is searched
          for as words, and you are told. More about it in the <SoftLink href="/help#search">help</SoftLink>.
        </p>
      </div>
    </details>
  )
}

function Lessons({ title, lessons, path }: { title: string; lessons: readonly Lesson[]; path: string }) {
  return (
    <>
      <h2>{title}</h2>
      <dl>
        {lessons.map(([typed, finds]) => (
          <div key={typed}>
            <dt>
              <SoftLink href={`${path}?${new URLSearchParams({ q: typed })}`}>
                <code>{typed}</code>
              </SoftLink>
            </dt>
            <dd>{finds}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
