import { Suspense, type ReactElement } from 'react'
import { lazyPart } from '../controls/lazyPart.ts'
import { Dialog } from '../controls/Dialog.tsx'

const RaceFigure = lazyPart(() => import('./RaceFigure.tsx'))

interface RaceDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** The engine race; its code comes when it is opened. */
export const RaceDialog = ({ isOpen, onClose }: RaceDialogProps): ReactElement => (
  <Dialog title="Engine race" isOpen={isOpen} onClose={onClose}>
    <Suspense fallback={null}>
      <RaceFigure />
    </Suspense>
  </Dialog>
)
