import type { TestProject } from 'vitest/node'
import { findBrowser } from '../../scripts/findBrowser.mjs'
import { openSites } from './helpers/sites.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browserPath: string
    siteUrl: string
    pageUrl: string
    pageFailure: string
    harnessUrl: string
    isolatedUrl: string
  }
}

export default async function setup(project: TestProject) {
  project.provide('browserPath', await findBrowser())
  const { siteUrl, pageUrl, pageFailure, harnessUrl, isolatedUrl, close } = await openSites()
  project.provide('siteUrl', siteUrl)
  project.provide('pageUrl', pageUrl)
  project.provide('pageFailure', pageFailure)
  project.provide('harnessUrl', harnessUrl)
  project.provide('isolatedUrl', isolatedUrl)
  return close
}
