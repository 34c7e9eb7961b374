/** The product's mark: a square sheet, its flap open. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      className={className}
      width="20"
      height="20"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2.5 2.5h11v11h-11z" />
      <path d="M2.5 2.5 8 9l5.5-6.5" />
      <path d="M8 9v4.5" />
    </svg>
  )
}
