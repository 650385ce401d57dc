import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)))

/**
 * The folder that the user stands in: `npm run` starts every script in the package's folder, and
 * leaves the user's in INIT_CWD.
 * @param {Readonly<Record<string, string | undefined>>} variables
 * @param {string} folder where this process stands
 */
export const userFolder = (variables = process.env, folder = process.cwd()) => {
  const started = variables['INIT_CWD'] ?? ''
  return started !== '' && path.resolve(folder) === root ? started : folder
}
