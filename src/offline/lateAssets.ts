/** Files that are kept when they are first used, not before: the race against plain TensorFlow.js. */
export const LATE_ASSETS = /\/assets\/(racePlain|tfjs-backend-wasm)[^/]*$/
