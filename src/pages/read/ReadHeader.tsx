import type { ReactElement } from 'react'
import { useArticle, useReading } from '../../reading/articleContext.ts'
import { CopyAddress } from '../CopyLink.tsx'
import { SiteHeader } from '../site/SiteHeader.tsx'
import { ThemeButton } from '../site/ThemeButton.tsx'
import { DepthChoice } from './DepthChoice.tsx'

/** What holds for the whole article. */
export const ReadHeader = (): ReactElement => {
  const { link, setTheme } = useArticle()
  const theme = useReading((state) => state.theme)
  return (
    <SiteHeader current="read">
      <DepthChoice />
      <CopyAddress link={link} />
      <ThemeButton theme={theme} onChange={setTheme} />
    </SiteHeader>
  )
}
