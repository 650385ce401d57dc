/**
 * What `start()` rejects with where this browser or machine simply has no such engine. Nothing is
 * broken then, so nobody is told unless the engine was asked for.
 */
export class EngineAbsent extends Error {}
