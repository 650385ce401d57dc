/**
 * Firefox by its own protocol, Marionette: WebDriver's commands as JSON over a socket, each message
 * after its length in bytes and a colon. It needs no further program.
 */
import { createConnection, type Socket } from 'node:net'

type Waiting = (error: Error | null, result: unknown) => void

export interface Marionette {
  call: (command: string, parameters: Record<string, unknown>) => Promise<unknown>
  close: () => void
}

/** [1, number of the command, error or null, result or null] */
type Answer = [type: 1, id: number, error: { message: string } | null, result: unknown]

/** Cuts what arrives into messages. */
const createReader = (take: (message: unknown) => void): ((piece: Buffer) => void) => {
  let rest = Buffer.alloc(0)
  return (piece) => {
    rest = Buffer.concat([rest, piece])
    for (;;) {
      const colon = rest.indexOf(':')
      if (colon < 0) return
      const end = colon + 1 + Number(rest.subarray(0, colon).toString('ascii'))
      if (rest.length < end) return
      take(JSON.parse(rest.subarray(colon + 1, end).toString('utf8')))
      rest = rest.subarray(end)
    }
  }
}

const connect = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })

/** Connects to a Firefox that listens at the port. */
export const openMarionette = async (port: number): Promise<Marionette> => {
  const socket = await connect(port)
  const waiting = new Map<number, Waiting>()
  let count = 0
  const fail = (error: Error): void => {
    for (const answer of waiting.values()) answer(error, null)
    waiting.clear()
  }
  const read = createReader((message) => {
    // The first message is a greeting.
    if (!Array.isArray(message)) return
    const [, id, error, result] = message as Answer // the protocol's only kind of list here
    waiting.get(id)?.(error === null ? null : new Error(error.message), result)
    waiting.delete(id)
  })
  socket.on('data', read)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('Firefox has closed the connection.')))
  return {
    call: (command, parameters) =>
      new Promise((resolve, reject) => {
        count += 1
        waiting.set(count, (error, result) => (error === null ? resolve(result) : reject(error)))
        const text = JSON.stringify([0, count, command, parameters])
        socket.write(`${Buffer.byteLength(text)}:${text}`)
      }),
    close: () => socket.destroy(),
  }
}
