/** The few numbers that tell a WebGPU kernel what to do in a dispatch. */

export interface PlanLayout<Field extends string> {
  /** The declaration of `Plan` in WGSL; all its fields are u32. */
  source: string
  /** What the buffer behind it holds. */
  numbers: (plan: Readonly<Record<Field, number>>) => Uint32Array<ArrayBuffer>
}

/** A uniform's size must be a multiple of 16 bytes, four u32. */
const ALIGNMENT = 4

export const planLayout = <Field extends string>(fields: readonly Field[]): PlanLayout<Field> => ({
  source: `struct Plan { ${fields.map((field) => `${field}: u32`).join(', ')} }`,
  numbers: (plan) => {
    const numbers = new Uint32Array(ALIGNMENT * Math.ceil(fields.length / ALIGNMENT))
    fields.forEach((field, index) => {
      numbers[index] = plan[field]
    })
    return numbers
  },
})
