/**
 * What a tfjs backend of ours needs that only stores tensors for our kernel: which there are, and
 * who still refers to them. It has no operation of tfjs's own.
 */
import { KernelBackend } from '@tensorflow/tfjs-core'

/** @typeParam Place where a tensor's numbers lie */
export abstract class LightBackend<Place> extends KernelBackend {
  private readonly stored = new Map<object, { place: Place; references: number }>()

  /** Gives back the place of a tensor that is no more. */
  protected abstract free(place: Place): void

  protected placeOf(dataId: object): Place {
    const found = this.stored.get(dataId)
    if (found === undefined) throw new TypeError('invalid tensor: it is not of this backend')
    return found.place
  }

  protected keep(dataId: object, place: Place, references = 1): void {
    this.stored.set(dataId, { place, references })
  }

  override refCount(dataId: object): number {
    return this.stored.get(dataId)?.references ?? 0
  }

  override incRef(dataId: object): void {
    const found = this.stored.get(dataId)
    if (found !== undefined) found.references += 1
  }

  override disposeData(dataId: object, force = false): boolean {
    const found = this.stored.get(dataId)
    if (found === undefined) return true
    found.references -= 1
    if (!force && found.references > 0) return false
    this.stored.delete(dataId)
    this.free(found.place)
    return true
  }

  override numDataIds(): number {
    return this.stored.size
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false }
  }

  override floatPrecision(): 32 {
    return 32
  }

  override epsilon(): number {
    return 1e-7
  }

  override dispose(): void {
    for (const dataId of this.stored.keys()) this.disposeData(dataId, true)
  }
}
