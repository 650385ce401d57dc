/** What a page does when it is printed. */
import { setOnPaper } from '../charts/paper.ts'

/**
 * Lays the page out for paper before it is printed, and for the screen afterwards.
 * @param flush renders what its argument changes before it returns
 */
export const followPrinting = (flush: (work: () => void) => void): void => {
  window.addEventListener('beforeprint', () => setOnPaper(true, flush))
  window.addEventListener('afterprint', () => setOnPaper(false, flush))
}
