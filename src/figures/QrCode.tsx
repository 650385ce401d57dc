import { useMemo, type ReactElement } from 'react'
import { encode } from 'uqr'
import './qrCode.css'

/** Modules of white around the code, as its standard asks for. */
const QUIET_ZONE = 4

/** One path with a row of squares for each run of dark modules. */
const pathOf = (rows: readonly (readonly boolean[])[]): string => {
  const parts: string[] = []
  rows.forEach((row, y) => {
    let start: number | null = null
    for (let x = 0; x <= row.length; x += 1) {
      const isDark = row[x] === true
      if (isDark) start ??= x
      else if (start !== null) {
        parts.push(`M${start} ${y}h${x - start}v1h${start - x}z`)
        start = null
      }
    }
  })
  return parts.join('')
}

/** Width in modules and the dark ones; nothing for more text than the largest code holds. */
const codeOf = (address: string): { size: number; path: string } | null => {
  // Bytes of text in the largest code, version 40 with the least correction.
  if (new TextEncoder().encode(address).length > 2953) return null
  const { data, size } = encode(address, { ecc: 'L', border: QUIET_ZONE, boostEcc: true })
  return { size, path: pathOf(data) }
}

/**
 * The address as a code that a phone's camera reads, made here; dark on white in every theme,
 * because many cameras read no other. The address stands beside it as text.
 */
const QrCode = ({ address, label }: { address: string; label: string }): ReactElement => {
  const code = useMemo(() => codeOf(address), [address])
  return (
    <figure className="qr-code">
      {code === null ? (
        <p>This link is too long for a code.</p>
      ) : (
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${code.size} ${code.size}`}
          shapeRendering="crispEdges"
        >
          <rect width={code.size} height={code.size} className="qr-light" />
          <path d={code.path} className="qr-dark" />
        </svg>
      )}
      <figcaption>
        <a href={address}>{address}</a>
      </figcaption>
    </figure>
  )
}

export default QrCode
