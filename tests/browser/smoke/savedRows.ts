/** The numbers that a figure saves, and how far those of two browsers must agree. */
import { readFileSync } from 'node:fs'
import { expect, inject } from 'vitest'
import { launchBrowser, openPage } from '../helpers/openPage.ts'
import { play } from '../helpers/playPage.ts'

export const SPECTRUM_MENU = 'Figure menu: Feature spectrum'
export const SAVE_NUMBERS = 'Save data (CSV)'

/** The lines of a table without its comments, which name the page's address. */
export const rowsOf = (csv: Buffer): string[] =>
  csv
    .toString('utf8')
    .replace('\ufeff', '')
    .split('\r\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

/** Every coefficient of a run, as Chromium saves it. */
export const rowsInChromium = async (address: string): Promise<string[]> => {
  const browser = await launchBrowser(inject('browserPath'))
  try {
    const page = await openPage(browser, address)
    await play(page)
    // The clock's words may still be those of the run before.
    await page.getByRole('button', { name: 'Play again' }).waitFor()
    await page.getByRole('button', { name: SPECTRUM_MENU, exact: true }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: SAVE_NUMBERS }).click()
    return rowsOf(readFileSync(await (await saving).path()))
  } finally {
    await browser.close()
  }
}

/** Solved in JavaScript, whose asinh and sinh each browser rounds in its own way. */
const IS_SOLVED = /exact end|smallest group norm/

/** What was trained, column by column: every head, and the cells of each feature. */
const trainedCells = (rows: readonly string[]): string[][] => {
  // Heads with a comma stand in quotation marks.
  const cells = rows.map((row) => row.match(/"[^"]*"|[^,]+/g) ?? [])
  const kept = cells[0]?.map((head) => !IS_SOLVED.test(head)) ?? []
  return cells.map((row) => row.filter((_, column) => kept[column] ?? false))
}

/** Trained by the same WebAssembly, the numbers are the same to the last bit. */
export const expectSameTraining = (rows: readonly string[], expected: readonly string[]): void => {
  const cells = trainedCells(expected)
  // Feature, group, two teachers, three methods, and what pretraining left.
  expect(cells[0]).toHaveLength(8)
  expect(trainedCells(rows)).toEqual(cells)
}
