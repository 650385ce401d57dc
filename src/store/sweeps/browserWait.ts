/** Real time for sweeps that wait for the controls to rest. */
export const browserWait = (milliseconds: number, callback: () => void): (() => void) => {
  const timer = setTimeout(callback, milliseconds)
  return () => clearTimeout(timer)
}
