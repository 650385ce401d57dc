/**
 * How long tests wait for a state before they give up, in one place. It ends what hangs and says
 * nothing about speed: a machine that is ten times as slow, or as busy, passes as well.
 */
export const PATIENCE_MILLISECONDS = 120_000

/** A test waits for several states, one after another. */
export const TEST_MILLISECONDS = 3 * PATIENCE_MILLISECONDS
