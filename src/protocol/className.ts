/** Class codes and students as links name them. */

/** A class code as it counts, or null for what is none. Upper and lower case are the same code. */
export const readClassCode = (text: string): string | null => {
  const code = text.trim()
  return /^[A-Za-z0-9]{1,12}$/.test(code) ? code.toUpperCase() : null
}

/** A student's number or short name as it counts: no leading zeros, no difference in case. */
export const readStudent = (text: string): string | null => {
  const student = text.trim().normalize('NFC').toUpperCase().normalize('NFC')
  if (/^\d{1,6}$/.test(student)) return String(Number(student))
  return /^[\p{L}\p{M}\p{N}-]{1,20}$/u.test(student) ? student : null
}
