/** The teacher's page in a document: plans, exercises, links, seeds and predictions. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { classSeeds } from '../../src/protocol/classSeeds.ts'
import type { SweepJob } from '../../src/protocol/computing.ts'
import { readEmbedLink } from '../../src/protocol/embedLink.ts'
import { EXERCISES } from '../../src/protocol/exerciseList.ts'
import { readLink } from '../../src/protocol/link.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import { readPresentLink } from '../../src/pages/present/presentLink.ts'
import { SLIDES } from '../../src/pages/present/slides.ts'
import { builtLink, hidableGroups } from '../../src/pages/teach/builtLink.ts'
import { LESSONS } from '../../src/pages/teach/lessons.ts'
import { Teach } from '../../src/pages/teach/Teach.tsx'
import { TeachProvider } from '../../src/pages/teach/teachContext.ts'
import { createControlsStore, type ControlsStore } from '../../src/store/controls.ts'

afterEach(cleanup)

const openTeach = (
  hash = '',
  answer: (job: SweepJob) => readonly number[] = () => [],
): { controls: ControlsStore; jobs: SweepJob[] } => {
  const controls = createControlsStore(hash)
  const jobs: SweepJob[] = []
  const compute = (job: SweepJob): Promise<readonly number[]> => {
    jobs.push(job)
    return Promise.resolve(answer(job))
  }
  render(
    <TeachProvider value={{ controls, compute }}>
      <Teach />
    </TeachProvider>,
  )
  return { controls, jobs }
}

const section = (name: string): HTMLElement => screen.getByRole('region', { name })

const click = (element: HTMLElement): Promise<void> =>
  act(async () => {
    fireEvent.click(element)
    await Promise.resolve()
  })

const hrefOf = (element: HTMLElement): string => element.getAttribute('href') ?? ''

describe('the lesson plans', () => {
  it('are for 10, 20 and 45 minutes, and their steps take as long', () => {
    expect(LESSONS.map(({ minutes }) => minutes)).toEqual([10, 20, 45])
    for (const { minutes, steps } of LESSONS) {
      expect(steps.reduce((total, step) => total + step.minutes, 0)).toBe(minutes)
      for (const { guess } of steps) expect(guess).not.toBe('')
    }
  })

  it('say minute by minute what to ask, with a link that opens without complaint', () => {
    openTeach()
    for (const { minutes, steps } of LESSONS) {
      fireEvent.click(screen.getByRole('radio', { name: `${minutes} minutes` }))
      const plan = section('Lesson plans')
      expect(plan.querySelectorAll('.lesson-step')).toHaveLength(steps.length)
      expect(plan.querySelectorAll('.lesson-time')[steps.length - 1]?.textContent).toMatch(
        new RegExp(`–${minutes} min$`),
      )
      for (const link of within(plan).getAllByRole('link', { name: 'Open the slide' })) {
        const [page, hash = ''] = hrefOf(link).split('#')
        expect(page).toBe('./present.html')
        expect(readPresentLink(hash)).toMatchObject({ state: { hasNotes: true }, problems: [] })
      }
    }
    const shown = LESSONS.flatMap(({ steps }) => steps.map(({ shows }) => shows))
    const missing = shown.filter(
      ({ kind, id }) =>
        (kind === 'slide' && !SLIDES.some((slide) => slide.id === id)) ||
        (kind === 'exercise' && !EXERCISES.some((exercise) => exercise.id === id)),
    )
    expect(missing).toEqual([])
  })
})

describe('the exercises', () => {
  const [first] = EXERCISES
  if (first === undefined) throw new Error('no exercise')

  it('open on the playground with the seed on screen', () => {
    openTeach('dataSeed=42')
    const links = within(section('Exercises')).getAllByRole('link', { name: /^Open in Play/ })
    expect(links).toHaveLength(EXERCISES.length)
    links.forEach((link, at) => {
      const { spec, problems } = readLink(hrefOf(link).split('#')[1] ?? '')
      expect(problems).toEqual([])
      expect(spec).toEqual({ ...EXERCISES[at]?.spec, dataSeed: 42 })
    })
  })

  it('check a typed number against what the solvers say, and forget it when it changes', async () => {
    const { jobs } = openTeach('dataSeed=42', () => [3, 6])
    const field = screen.getByLabelText(first.question)
    const check = screen.getByRole('button', { name: `Check “${first.title}”` })
    await click(check)
    screen.getByText(/^Write a number/)
    fireEvent.change(field, { target: { value: '1,000' } })
    await click(check)
    screen.getByText('“1,000” can be read as 1 or as 1000. Write one of them.')
    expect(jobs).toEqual([])
    fireEvent.change(field, { target: { value: '6' } })
    await click(check)
    expect(jobs[0]?.spec).toEqual({ ...first.spec, dataSeed: 42 })
    screen.getByText(/^That is the number at c = 1/)
    fireEvent.change(field, { target: { value: '3,1' } })
    expect(screen.queryByText(/^That is the number/)).toBe(null)
    await click(check)
    screen.getByText(new RegExp(`^Right\\. ${first.lesson.slice(0, 20)}`))
  })

  it('check a choice, and show the answer when a teacher asks', async () => {
    openTeach('', ({ points }) => points.map((_, at) => (at < 3 ? 0.001 : 0.5)))
    const exercise = EXERCISES.find(({ id }) => id === 'all-needed')
    if (exercise === undefined) throw new Error('no exercise')
    await click(screen.getByRole('button', { name: `Check “${exercise.title}”` }))
    screen.getByText('Pick one first.')
    const choice = screen.getByRole('group', { name: exercise.question })
    fireEvent.click(within(choice).getByRole('radio', { name: '10' }))
    await click(screen.getByRole('button', { name: `Check “${exercise.title}”` }))
    screen.getByText(/^It goes on further/)
    await click(screen.getByRole('button', { name: `Show the answer to “${exercise.title}”` }))
    const told = document.querySelector('#exercise-all-needed [role=status]')
    expect(told?.textContent).toBe(`With data seed 1: 1. ${exercise.lesson}`)
  })

  it('are about each student’s own data where there is a class code', () => {
    const { controls } = openTeach('classCode=RICH7')
    fireEvent.change(screen.getByLabelText('Class RICH7: your number in the class list'), {
      target: { value: '007' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Use my seeds' }))
    expect(controls.getState().spec).toMatchObject(classSeeds('RICH7', '7'))
    const [link] = within(section('Exercises')).getAllByRole('link', { name: /^Open in Play/ })
    const { spec, view } = readLink(link === undefined ? '' : (hrefOf(link).split('#')[1] ?? ''))
    expect(spec).toMatchObject(classSeeds('RICH7', '7'))
    expect(view).toMatchObject({ classCode: 'RICH7', student: '7' })
  })
})

describe('the link builder', () => {
  const built = (): string => {
    const field = within(section('Build a link')).getByLabelText('The link')
    return (field as HTMLTextAreaElement).value
  }
  const builtState = () => readLink(built().split('#')[1] ?? '')

  it('builds what was chosen: state, parts left out, class, colours', () => {
    openTeach('theme=dark')
    const builder = within(section('Build a link'))
    expect(built()).toMatch(/\/play\.html$/)
    fireEvent.click(builder.getByRole('button', { name: 'Disjoint' }))
    fireEvent.click(builder.getByRole('button', { name: /^Leave out: nothing/ }))
    fireEvent.click(builder.getByRole('checkbox', { name: 'Regime map' }))
    fireEvent.click(builder.getByRole('checkbox', { name: 'Seeds' }))
    fireEvent.change(builder.getByLabelText('Class code'), { target: { value: 'rich7' } })
    fireEvent.click(builder.getByRole('checkbox', { name: 'In the projector’s colours' }))
    const { spec, view, problems } = builtState()
    expect(problems).toEqual([])
    expect(spec).toEqual(PRESETS.diagonal.find(({ id }) => id === 'disjoint')?.spec)
    expect(view).toMatchObject({ hides: ['seeds', 'map'], classCode: 'RICH7', theme: 'projector' })
    fireEvent.click(builder.getByRole('button', { name: 'Nothing' }))
    expect(builtState().view.hides).toEqual([])
  })

  it('takes the state of a link that was made on the playground, and names its mistakes', () => {
    const { controls } = openTeach('theme=dark')
    const builder = within(section('Build a link'))
    fireEvent.change(builder.getByLabelText(/paste it here$/), {
      target: {
        value: 'https://example.org/play.html#v=1&rescale=0.5&overlap=2&theme=light&size=3',
      },
    })
    fireEvent.click(builder.getByRole('button', { name: 'Take it' }))
    expect(builtState().spec).toMatchObject({ rescale: 0.5, overlap: 2 })
    expect(controls.getState().view.theme).toBe('dark')
    screen.getByText('“size” is no setting of this page: ignored.')
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText(/no setting/)).toBe(null)
  })

  it.each([
    'See slide #3: https://example.org/play.html#v=1&rescale=0.5. It shows all.',
    '<a href="https://example.org/play.html#v=1&amp;rescale=0.5">here</a> or #overlap=3',
    'https%3A%2F%2Fexample.org%2Fplay.html%23v%3D1%26rescale%3D0.5 (mine)',
    '#v=1&rescale=0,5',
  ])('takes the link alone out of %s', (value) => {
    openTeach()
    const builder = within(section('Build a link'))
    fireEvent.change(builder.getByLabelText(/paste it here$/), { target: { value } })
    fireEvent.click(builder.getByRole('button', { name: 'Take it' }))
    expect(builtState().spec).toMatchObject({ ...DEFAULT_SPEC, rescale: 0.5 })
    expect(screen.queryAllByRole('button', { name: 'Dismiss' })).toEqual([])
  })

  it('takes nothing where no link stands', () => {
    openTeach()
    const builder = within(section('Build a link'))
    const take = builder.getByRole<HTMLButtonElement>('button', { name: 'Take it' })
    for (const value of ['', 'slide #3', 'play.html']) {
      fireEvent.change(builder.getByLabelText(/paste it here$/), { target: { value } })
      expect(take.disabled, value).toBe(true)
    }
  })

  it('opens one figure alone, with the sliders that are not left out', () => {
    const { spec, view } = readLink('hides=overlap.map')
    const { page, hash } = builtLink('ladder', { spec, view }, false)
    expect(page).toBe('./embed.html')
    const embed = readEmbedLink(hash)
    expect(embed.problems).toEqual([])
    expect(embed).toMatchObject({ figure: 'ladder', controls: ['rescale', 'initScale'], spec })
    openTeach()
    fireEvent.change(screen.getByLabelText('Opens'), { target: { value: 'map' } })
    expect(built()).toMatch(/\/embed\.html#.*figure=map/)
    // A figure that the other network does not have is not offered there.
    fireEvent.change(screen.getByLabelText('Opens'), { target: { value: 'dial' } })
    fireEvent.click(within(section('Build a link')).getByRole('radio', { name: 'ReLU' }))
    expect(built()).toMatch(/\/play\.html#/)
  })

  it('offers only parts that the network has', () => {
    const partsOf = (network: 'diagonal' | 'relu'): string[] =>
      hidableGroups(network).flatMap(({ parts }) => parts.map(({ part }) => part))
    expect(partsOf('diagonal')).toContain('dial')
    expect(partsOf('diagonal')).not.toContain('hiddenWidth')
    expect(partsOf('relu')).toContain('hiddenWidth')
    expect(partsOf('relu')).not.toContain('dial')
  })
})

describe('the class code', () => {
  it('gives the seeds of everyone, as many as there are', () => {
    openTeach()
    const tool = within(section('A class code'))
    expect(tool.queryByRole('table')).toBe(null)
    const code = tool.getByLabelText('Class code')
    fireEvent.change(code, { target: { value: 'two words' } })
    expect(code.getAttribute('aria-invalid')).toBe('true')
    fireEvent.change(code, { target: { value: 'a1' } })
    const rows = tool.getAllByRole('row').slice(1)
    expect(rows).toHaveLength(30)
    const { dataSeed, initSeed } = classSeeds('A1', '30')
    expect(rows.at(-1)?.textContent).toBe(`30${dataSeed}${initSeed}`)
  })
})

describe('collected predictions', () => {
  it('stand in a table on the page, with the bad lines above', () => {
    openTeach()
    const part = within(section('Collect predictions'))
    fireEvent.change(part.getByLabelText(/^Links, one a line/), {
      target: { value: 'Ada #answers=1~together.few\nhello' },
    })
    part.getByText('1 read, 1 to look at.')
    part.getByText('Line 2: There is no link in it.')
    part.getByRole('rowheader', { name: 'Ada' })
  })
})
