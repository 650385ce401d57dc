/** The id of the section in which the ladder stands, on a page that has one. */
export const LADDER_ID = 'ladder'
