import { useState } from 'react'
import { readStudent } from '../protocol/className.ts'
import { classSeeds } from '../protocol/classSeeds.ts'
import type { ControlsStore } from '../store/controls.ts'

interface Seat {
  /** As typed. */
  text: string
  setText: (text: string) => void
  /** What was typed last is no number or name. */
  isRefused: boolean
  /** Takes the place in the class list: sets its seeds. Gives whether there is such a place. */
  take: () => boolean
}

/** A place in the class list that is being typed. */
export const useSeat = (controls: ControlsStore, initial: string): Seat => {
  const [text, setText] = useState(initial)
  const [isRefused, setRefused] = useState(false)
  const take = (): boolean => {
    const student = readStudent(text)
    setRefused(student === null)
    if (student === null) return false
    const { spec, view } = controls.getState()
    controls.setSpec({ ...spec, ...classSeeds(view.classCode, student) })
    controls.setView({ student })
    return true
  }
  return { text, setText, isRefused, take }
}
