import { lazy, Suspense, type ReactElement } from 'react'
import { Dialog } from '../controls/Dialog.tsx'

const RaceFigure = lazy(() => import('./RaceFigure.tsx'))

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
