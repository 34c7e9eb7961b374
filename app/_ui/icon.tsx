import type { SVGProps } from 'react'
import type { IconName } from './shapes.ts'

/** A picture of the frame, from the sprite. Pictures that stand on few pages come from lucide-react as they are. */
export function Icon({ name, className, ...rest }: SVGProps<SVGSVGElement> & { name: IconName }) {
  return (
    <svg width="24" height="24" aria-hidden="true" {...rest} className={className ? `icon ${className}` : 'icon'}>
      <use href={`#i-${name}`} />
    </svg>
  )
}
