import { Suspense, useState, type ReactElement } from 'react'
import { lazyPart } from '../controls/lazyPart.ts'
import { Dialog } from '../controls/Dialog.tsx'
import { IconButton } from '../controls/IconButton.tsx'
import { ControlPanel, LeadControl, SecondControls } from '../figures/ControlPanel.tsx'
import { PlaygroundPart } from '../figures/FigureBoundary.tsx'
import { Hideable } from '../figures/hiding.tsx'
import { FigureFrame } from '../figures/menu/FigureFrame.tsx'
import { NetworkChoice } from '../figures/NetworkChoice.tsx'
import { useControls, usePlayground } from '../figures/playgroundContext.ts'
import { LADDER_ID } from '../figures/ladderPlace.ts'
import { PresetBar } from '../figures/PresetBar.tsx'
import { SpectrumFigure } from '../figures/SpectrumFigure.tsx'
import { StatusStrip } from '../figures/StatusStrip.tsx'
import { Transport } from '../figures/Transport.tsx'
import { CopyLink } from './CopyLink.tsx'
import { NETWORK_SECTIONS, type NetworkSections } from './networkSections.tsx'
import { SiteHeader } from './site/SiteHeader.tsx'
import { ThemeButton } from './site/ThemeButton.tsx'
import { useMediaQuery } from './useMediaQuery.ts'
import './play.css'

const Header = (): ReactElement => {
  const { controls } = usePlayground()
  const theme = useControls(({ view }) => view.theme)
  const [isHelpOpen, setHelpOpen] = useState(false)
  return (
    <SiteHeader current="play">
      <CopyLink />
      <ThemeButton theme={theme} onChange={(next) => controls.setView({ theme: next })} />
      <IconButton icon="help" label="Help" onClick={() => setHelpOpen(true)} />
      <Dialog title="How to read this page" isOpen={isHelpOpen} onClose={() => setHelpOpen(false)}>
        <PlaygroundPart name="The help">
          <Suspense fallback={null}>
            <Help />
          </Suspense>
        </PlaygroundPart>
      </Dialog>
    </SiteHeader>
  )
}

const FirstControls = ({ isNarrow }: { isNarrow: boolean }): ReactElement => (
  <section className="first-controls" aria-label="Main controls">
    <PlaygroundPart name="The row of sliders">
      <div className="lead-control">
        <LeadControl />
      </div>
      {isNarrow ? null : <SecondControls />}
    </PlaygroundPart>
  </section>
)

// What stands below the picture, or is opened, comes after the first picture.
const Help = lazyPart(() => import('./Help.tsx'))
const PlaygroundNotices = lazyPart(() => import('../figures/PlaygroundNotices.tsx'))
// What only a teacher's link brings.
const LinkNotes = lazyPart(() => import('../figures/LinkNotes.tsx'))
const RunSentence = lazyPart(() => import('../figures/RunSentence.tsx'))
const LossFigures = lazyPart(() => import('../figures/LossFigures.tsx'))
const LadderFigure = lazyPart(() => import('../figures/LadderFigure.tsx'))
const MapFigure = lazyPart(() => import('../figures/MapFigure.tsx'))

const LadderSection = (): ReactElement => (
  <section
    id={LADDER_ID}
    tabIndex={-1}
    className="ladder-section"
    aria-label="Error over one control"
  >
    <Suspense fallback={null}>
      <FigureFrame figure="ladder" isInPlay>
        <LadderFigure />
      </FigureFrame>
    </Suspense>
  </section>
)

const MapSection = (): ReactElement => (
  <section className="map-section" aria-label="Regimes over two controls">
    <Suspense fallback={null}>
      <FigureFrame figure="map" isInPlay>
        <MapFigure />
      </FigureFrame>
    </Suspense>
  </section>
)

const SentenceSection = (): ReactElement => (
  <Hideable part="sentence">
    <div className="run-sentence-place">
      <PlaygroundPart name="The sentence about this run">
        <Suspense fallback={null}>
          <RunSentence />
        </Suspense>
      </PlaygroundPart>
    </div>
  </Hideable>
)

/** What holds for the whole page, and what is to be said of its link. */
const Head = (): ReactElement => {
  const isTaught = useControls(({ view }) => view.hides.length > 0 || view.classCode !== '')
  return (
    <PlaygroundPart name="The head of the page">
      <Header />
      <Suspense fallback={null}>
        <PlaygroundNotices />
      </Suspense>
      {isTaught ? (
        <Suspense fallback={null}>
          <LinkNotes />
        </Suspense>
      ) : null}
    </PlaygroundPart>
  )
}

interface PictureProps extends Pick<NetworkSections, 'Scrubber'> {
  isNarrow: boolean
  isTall: boolean
}

/** The clock and the spectrum. */
const Picture = ({ Scrubber, isNarrow, isTall }: PictureProps): ReactElement => (
  <div className="play-picture">
    <PlaygroundPart name="The row of clock buttons">
      <Transport />
    </PlaygroundPart>
    {isNarrow || Scrubber === null ? null : <Scrubber />}
    <FigureFrame figure="spectrum" isInPlay>
      <SpectrumFigure isTall={isTall || isNarrow} />
    </FigureFrame>
    {isNarrow && Scrubber !== null ? <Scrubber /> : null}
    <SentenceSection />
    {isNarrow ? (
      <PlaygroundPart name="The second row of sliders">
        <SecondControls />
      </PlaygroundPart>
    ) : null}
  </div>
)

/** Everything below the spectrum. */
const Details = (props: Omit<NetworkSections, 'Scrubber'>): ReactElement => {
  const { Features, Explanations, Measurements } = props
  return (
    <div className="play-details">
      {Features === null ? null : <Features />}
      <FigureFrame figure="loss" isInPlay className="loss-figures">
        <Suspense fallback={null}>
          <LossFigures />
        </Suspense>
      </FigureFrame>
      <Hideable part="ladder">
        <LadderSection />
      </Hideable>
      <Hideable part="map">
        <MapSection />
      </Hideable>
      <Explanations />
      <Suspense fallback={null}>
        <Measurements />
      </Suspense>
    </div>
  )
}

/** The playground: every control beside every picture. */
export const Play = (): ReactElement => {
  // On a phone the picture comes right after the first slider; so it does in the order of focus.
  const isNarrow = useMediaQuery('(max-width: 40rem)')
  const isTall = useMediaQuery('(min-height: 62rem)')
  const network = useControls((state) => state.spec.network)
  const { Scrubber, ...sections } = NETWORK_SECTIONS[network]
  return (
    <div className="play">
      <Head />
      <main className="play-main">
        <div className="play-head">
          <h1>What does the network keep?</h1>
          <PlaygroundPart name="The row of presets">
            <NetworkChoice />
            <PresetBar />
          </PlaygroundPart>
        </div>
        <FirstControls isNarrow={isNarrow} />
        <Picture {...{ Scrubber, isNarrow, isTall }} />
        <PlaygroundPart name="The panel of controls">
          <ControlPanel />
        </PlaygroundPart>
        <Details {...sections} />
      </main>
      <PlaygroundPart name="The line about the engine">
        <StatusStrip />
      </PlaygroundPart>
    </div>
  )
}
