import type { ReactElement } from 'react'
import { ScriptText } from '../charts/frame/ScriptText.tsx'
import { NumberText } from '../charts/frame/NumberText.tsx'

const SMALL_NUMBER = /(\d+(?:\.\d+)?e[-+]\d+)/

/** A sentence with its powers of ten properly raised and its indices lowered. */
export const Sentence = ({ text }: { text: string }): ReactElement => (
  <>
    {text
      .split(SMALL_NUMBER)
      .map((part, index) =>
        index % 2 === 1 ? (
          <NumberText key={index} value={Number(part)} digits={2} />
        ) : (
          <ScriptText key={index} text={part} />
        ),
      )}
  </>
)
