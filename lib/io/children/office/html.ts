import sanitizeHtml from 'sanitize-html'
import { decodedText } from '#lib/io/children/office/decode-text'
import { escaped, type Flow, xhtmlOf } from '#lib/io/children/office/flow'

/** What may stand in a shown page: words and their form. No style, script, form or frame; pictures only from the page itself. */
const safe: sanitizeHtml.IOptions = {
  allowedTags:
    'p br hr div span section article header footer main b strong i em u s strike del ins small sub sup h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li dl dt dd table thead tbody tfoot tr th td caption a img'.split(
      ' ',
    ),
  allowedAttributes: { img: ['src', 'alt'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'], ol: ['start'] },
  allowedSchemes: [],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  nestingLimit: 150,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template'],
  exclusiveFilter: (frame) => frame.tag === 'img' && !/^data:image\/(png|jpeg|gif);/i.test(frame.attribs.src ?? ''),
  textFilter: (text) => text.replace(/[^\s&;]{60}(?=[^\s&;])/gu, '$&\u200b'),
}

/** A web page, with nothing loaded from outside and nothing run: what it says, and what it would have fetched. */
export function readHtml(bytes: Buffer): Flow {
  const html = decodedText(bytes, /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})/i)
  const title = /<title[^>]*>([^<]{1,500})/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim()
  const count = (pattern: RegExp) => String(html.match(pattern)?.length ?? 0)
  const extra: [string, string][] = [
    ['Scripts (not run)', count(/<script\b/gi)],
    ['Pictures from outside (not fetched)', count(/<img\b[^>]{0,2000}src\s*=\s*["']?\s*(https?:)?\/\//gi)],
    ['Hidden comments in the code', count(/<!--(?!\[if)/g)],
  ]
  const body = sanitizeHtml(html, safe)
  return {
    xhtml: xhtmlOf(body.replace(/<[^>]*>|\s/g, '') || body.includes('<img') ? body : `<p>${escaped(title ?? '')}</p>`),
    facts: { ...(title ? { title } : {}), extra: extra.filter(([, value]) => value !== '0') },
  }
}
