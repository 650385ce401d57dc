/**
 * Puts a text on the clipboard. Rejects where the browser forbids that, or has no clipboard: pages
 * that were opened neither over https nor from this machine have none.
 */
export const copyText = (text: string): Promise<void> =>
  'clipboard' in navigator
    ? navigator.clipboard.writeText(text)
    : Promise.reject(new Error('no clipboard'))
